import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { sendEvents } from "./event-stream.ts";
import { hasToken, isOwnHost, isOwnOrigin, newToken } from "./guard.ts";
import { pageHeaders } from "./page-headers.ts";
import { readJson } from "./read-json.ts";
import { Refused, type Route } from "./route.ts";

export interface StudioOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Default: loopback. */
  readonly host?: string;
  readonly routes: readonly Route[];
  /** Without it, routes that write are not there. */
  readonly write: boolean;
  /** Told of each act that wrote. */
  readonly log?: (what: string) => void;
}

/** A page and its tabs need a few; whoever holds more open wants something else. */
const mostConnections = 64;

/** The page, and the API below it for whoever has the token. */
export class StudioServer {
  readonly #server: Server;
  readonly #options: StudioOptions;
  readonly #token = newToken();
  readonly #host: string;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #open = new Set<Socket>();
  readonly #closing = new AbortController();

  constructor(options: StudioOptions) {
    this.#options = options;
    this.#host = options.host ?? "127.0.0.1";
    const served = options.routes.filter(({ writes }) => options.write || writes !== true);
    this.#routes = new Map(served.map((route) => [`${route.method} /api/${route.path}`, route]));
    this.#server = createServer({ headersTimeout: 5_000, requestTimeout: 30_000, maxHeaderSize: 16_384 }, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => refuse(response, error));
    });
    this.#server.on("connection", (socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
      const [oldest] = this.#open;
      if (this.#open.size > mostConnections) oldest?.destroy();
    });
    this.#server.on("clientError", (_, socket) => socket.destroy());
  }

  /** Resolves with the address to open; the token stands behind `#`, which no browser sends to anybody. @throws Error of `listen` */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.#options.port, this.#host, () => {
        const { port } = this.#server.address() as AddressInfo;
        const name = this.#host.includes(":") ? `[${this.#host}]` : this.#host === "0.0.0.0" ? "127.0.0.1" : this.#host;
        resolve(`http://${name}:${port}/#token=${this.#token}`);
      });
    });
  }

  /** Ends the page and its connections. Idempotent. */
  close(): Promise<void> {
    this.#closing.abort();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const socket of this.#open) socket.destroy();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", headers } = request;
    const url = new URL(request.url ?? "/", "http://studio");
    if (!isOwnHost(headers, this.#host)) return answer(response, 403, { error: "this studio is not known under that name" });
    // A link from elsewhere may lead here; what it opens is the page, which has nothing to show without the token.
    if (url.pathname === "/" && method === "GET") return await sendPage(response);
    if (!isOwnOrigin(headers)) return answer(response, 403, { error: "another site's page may not ask here" });
    if (!hasToken(headers, this.#token)) return answer(response, 401, { error: "the token is missing or wrong" });
    const route = this.#routes.get(`${method} ${url.pathname}`);
    if (route === undefined) return answer(response, 404, { error: `there is no ${method} ${url.pathname}` });
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const asked = {
      query: url.searchParams,
      body: method === "POST" ? await readJson(request) : undefined,
      signal: AbortSignal.any([gone.signal, this.#closing.signal]),
    };
    if ("stream" in route) return await sendEvents(response, route.stream(asked), asked.signal);
    answer(response, 200, await route.answer(asked));
    if (route.writes === true) this.#options.log?.(`${url.pathname} done`);
  }
}

async function sendPage(response: ServerResponse): Promise<void> {
  const { page } = await import("./page.generated.ts");
  response.writeHead(200, pageHeaders(page)).end(page.html);
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    })
    .end(JSON.stringify(value ?? null));
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const text = error instanceof Error ? error.message : String(error);
  answer(response, error instanceof Refused ? error.status : 500, { error: text });
}
