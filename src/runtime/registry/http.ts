/** One question to a schema registry: the addresses in turn, bounded in bytes and time, never on to another host. */
import { type IncomingHttpHeaders, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { ConnectionError, ServerSideError, sentence } from "../ground/errors.ts";

/** How a registry is reached. */
export interface RegistryConnection {
  /** Key of the server in the document that it belongs to. */
  readonly server: string;
  /** Without user and password; each is tried in turn. */
  readonly urls: readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
  readonly tls?: true | { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly rejectUnauthorized?: boolean };
}

export interface Question {
  readonly method?: "GET" | "POST" | "PUT";
  /** Behind the address: `/schemas/ids/7`. */
  readonly path: string;
  readonly body?: object;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Milliseconds that one address has for its whole answer. */
const patience = 10_000;
const mostBytes = 8 * 1024 * 1024;
const mostRedirects = 3;

export class RegistryHttp {
  readonly #connection: RegistryConnection;
  /** The address that answered last; asked first. */
  #current = 0;

  constructor(connection: RegistryConnection) {
    this.#connection = connection;
  }

  /** Resolves to what a registry that is at work says, a refusal included. @throws ConnectionError: away, slow, overloaded, or it refuses us */
  async ask(question: Question, rewrite: (url: string) => string = (url) => url): Promise<Answer> {
    const { urls } = this.#connection;
    const failures: ConnectionError[] = [];
    for (let turn = 0; turn < urls.length; turn += 1) {
      const at = (this.#current + turn) % urls.length;
      try {
        const answer = await this.#askOne(new URL(`${rewrite(urls[at] ?? "").replace(/\/$/, "")}${question.path}`), question);
        this.#current = at;
        return answer;
      } catch (error) {
        failures.push(error instanceof ConnectionError ? error : new ConnectionError(sentence(error), { cause: error }));
      }
    }
    const [only] = failures;
    if (only !== undefined && failures.length === 1) throw only;
    const waits = failures.flatMap(({ retryAfter }) => retryAfter ?? []);
    throw new ConnectionError(failures.map(({ message }) => message).join("; "), {
      ...(waits.length === failures.length && waits.length > 0 ? { retryAfter: Math.min(...waits) } : {}),
      cause: failures,
    });
  }

  /** The address that answered last is asked last. */
  turn(): void {
    this.#current = (this.#current + 1) % this.#connection.urls.length;
  }

  async #askOne(url: URL, question: Question): Promise<Answer> {
    const place = `the schema registry at ${url.host}`;
    let target = url;
    for (let step = 0; ; step += 1) {
      const { status, text, headers } = await this.#send(target, question, place);
      const next = status >= 300 && status < 400 ? headers.location : undefined;
      if (next === undefined) return judged({ status, text }, headers, place);
      const moved = new URL(next, target);
      if (moved.host !== target.host || moved.protocol !== target.protocol)
        throw new ConnectionError(
          `${place} sends us on to ${moved.protocol}//${moved.host}, which is not followed; name that address instead`,
        );
      if (step >= mostRedirects) throw new ConnectionError(`${place} sends us on without end`);
      target = moved;
    }
  }

  #send(url: URL, { method = "GET", body }: Question, place: string): Promise<Answer & { readonly headers: IncomingHttpHeaders }> {
    const { tls } = this.#connection;
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      accept: "application/vnd.schemaregistry.v1+json, application/json",
      ...(content === undefined
        ? {}
        : { "content-type": "application/vnd.schemaregistry.v1+json", "content-length": String(Buffer.byteLength(content)) }),
      ...authorization(this.#connection),
    };
    const signal = AbortSignal.timeout(patience);
    const send = url.protocol === "https:" ? requestSecure : requestPlain;
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown): void => {
        const why = signal.aborted ? `did not answer within ${patience / 1_000} s` : `cannot be reached: ${reasonOf(cause)}`;
        reject(new ConnectionError(`${place} ${why}`, { cause }));
      };
      const asked = send(url, { method, headers, signal, ...(typeof tls === "object" ? tls : {}) }, (answer) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        answer.on("data", (part: Buffer) => {
          bytes += part.length;
          parts.push(part);
          if (bytes > mostBytes) asked.destroy(new Error(`its answer has more than ${mostBytes} bytes`));
        });
        answer.on("error", fail);
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8"), headers: answer.headers }),
        );
      });
      asked.on("error", fail);
      asked.end(content);
    });
  }
}

/** Several addresses of one name fail together, and Node says so with an error that has no words of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === "") return cause.errors.map(sentence).join(", ");
  return sentence(cause);
}

function authorization({ username, password, token }: RegistryConnection): { readonly authorization?: string } {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (username === undefined && password === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username ?? ""}:${password ?? ""}`).toString("base64")}` };
}

/** Whoever may not ask, or asks too often, is not told anything about a schema. */
function judged(answer: Answer, headers: IncomingHttpHeaders, place: string): Answer {
  const { status } = answer;
  const said = `answers ${status}${detail(answer.text)}`;
  if (status === 401 || status === 403 || status === 407) throw new ServerSideError(`${place} refuses us: it ${said}`);
  if (status >= 500 || status === 429 || status === 408 || status === 425 || status < 200)
    throw new ServerSideError(`${place} ${said}`, retryAfter(headers));
  if (status >= 300 && status < 400) throw new ConnectionError(`${place} ${said} without saying where to`);
  return answer;
}

function retryAfter(headers: IncomingHttpHeaders): { readonly retryAfter?: number } {
  const text = headers["retry-after"];
  const seconds = text === undefined ? Number.NaN : /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1_000;
  return seconds > 0 ? { retryAfter: Math.min(seconds, longestWait) * 1_000 } : {};
}

/** Seconds; a registry that asks for more is asked before. */
const longestWait = 60;

/** What a registry says of a refusal, on one line. */
export function detail(text: string): string {
  const said = fieldsOf(text)["message"];
  return typeof said === "string" && said !== "" ? ` (${said.replace(/\s+/g, " ").slice(0, 500)})` : "";
}

/** Of an answer that is an object of JSON; of another none. */
export function fieldsOf(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: unknown }) : {};
  } catch {
    return {};
  }
}
