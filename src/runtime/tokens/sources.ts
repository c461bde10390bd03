/** Where tokens come from. Each may be asked at any time; `fresh` decides when. */
import { type ExecException, exec } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { Token } from "../brokers/broker.ts";
import { ConfigurationError, ConnectionError, sentence } from "../ground/errors.ts";
import { patience } from "./fresh.ts";
import { readOutput, readToken } from "./read-token.ts";

/** Bytes of an answer. */
const mostOutput = 1024 * 1024;

/** Somebody else writes it anew, as Kubernetes does. `name`: of the variable. */
export async function fromFile(path: string, name: string): Promise<Token> {
  try {
    return readOutput(await readFile(path, "utf8"), `the file of ${name}`);
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause;
    throw new ConfigurationError(`${name} cannot be read: ${sentence(cause)}`, { cause });
  }
}

/** A line for the shell. What it prints on standard error stays unseen: it may be secrets. */
export function fromCommand(command: string, name: string): Promise<Token> {
  return new Promise((resolve, reject) => {
    const child = exec(command, { timeout: patience, killSignal: "SIGKILL", maxBuffer: mostOutput, windowsHide: true }, (error, output) => {
      try {
        if (error !== null) throw failed(name, error);
        resolve(readOutput(output, `the program of ${name}`));
      } catch (problem) {
        reject(problem);
      }
    });
    child.stdin?.end();
  });
}

function failed(name: string, { code, killed, signal }: ExecException): Error {
  const program = `the program of ${name}`;
  if (killed === true) return new ConnectionError(`${program} did not end within ${patience / 1_000} s`);
  // The shell's own words for "cannot be run" and "not found".
  if (code === 126 || code === 127) return new ConfigurationError(`${program} cannot be run (exit code ${code})`);
  return new ConnectionError(`${program} ended with ${code ?? signal}; run it by hand to see why`);
}

export async function fromCode(make: () => unknown, name: string): Promise<Token> {
  let answer: unknown;
  try {
    answer = await make();
  } catch (cause) {
    if (cause instanceof ConnectionError || cause instanceof ConfigurationError) throw cause;
    throw new ConnectionError(`${name} failed: ${sentence(cause)}`, { cause });
  }
  return readToken(answer, name);
}

export interface ClientCredentials {
  /** Of the token endpoint, or of the discovery document (`…/.well-known/openid-configuration`). */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4 */
export async function fromTokenEndpoint(credentials: ClientCredentials): Promise<Token> {
  const { clientId, clientSecret, scope } = credentials;
  const url = await tokenEndpoint(credentials.url);
  const basic = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString("base64");
  const { status, answer } = await asked(url, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams({ grant_type: "client_credentials", ...(scope === undefined ? {} : { scope }) }).toString(),
  });
  if (status >= 200 && status < 300) return readToken(answer, `the token endpoint ${shownUrl(url)}`);
  // Only the code, which the RFC lists: a description is anybody's text and may quote what was sent.
  const code = typeof answer["error"] === "string" && /^[a-z_]{1,40}$/.test(answer["error"]) ? ` (${answer["error"]})` : "";
  const text = `the token endpoint ${shownUrl(url)} answers ${status}${code} to the client "${clientId}"`;
  throw status >= 400 && status < 500 && status !== 408 && status !== 429
    ? new ConfigurationError(`${text}; check its id, secret and scope`)
    : new ConnectionError(text);
}

async function tokenEndpoint(url: string): Promise<string> {
  if (!new URL(url).pathname.includes("/.well-known/")) return url;
  const { status, answer } = await asked(url, { headers: { accept: "application/json" } });
  if (status >= 500) throw new ConnectionError(`${shownUrl(url)} answers ${status}`);
  const endpoint = answer["token_endpoint"];
  if (typeof endpoint !== "string" || !/^https?:\/\//.test(endpoint))
    throw new ConfigurationError(`${shownUrl(url)} answers ${status} and names no token endpoint`);
  return endpoint;
}

async function asked(
  url: string,
  request: RequestInit,
): Promise<{ readonly status: number; readonly answer: { readonly [name: string]: unknown } }> {
  try {
    // Not followed: where it leads nobody has said that the secret may go.
    const response = await fetch(url, { ...request, redirect: "manual", signal: AbortSignal.timeout(patience) });
    const text = await bounded(response);
    const parsed: unknown = text === undefined ? undefined : parse(text);
    return {
      status: response.status,
      answer: (typeof parsed === "object" && parsed !== null ? parsed : {}) as { readonly [name: string]: unknown },
    };
  } catch (cause) {
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    throw new ConnectionError(`the token endpoint ${shownUrl(url)} does not answer: ${sentence(inner)}`, { cause });
  }
}

/** `undefined` where there is more than that; the rest is not fetched. */
async function bounded({ body }: Response): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > mostOutput) return undefined;
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

/** Without user, query and fragment. */
export function shownUrl(text: string): string {
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname}`;
}
