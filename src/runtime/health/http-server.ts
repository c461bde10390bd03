import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

export interface HttpOptions {
  readonly port: number;
  readonly host: string;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  /** JSON. Absent: the port shows no document. */
  readonly document?: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Probes and scrapers are few, and each asks once; whoever holds more open wants something else. */
const mostConnections = 64;

/** Milliseconds that a request may take to arrive. A probe is one packet. */
const longestRequest = 5_000;

/** `/livez`: this process answers. `/readyz`: everything it needs is there, else 503 with the reasons. `/metrics`: Prometheus. `/asyncapi.json`: the document, where one is given. */
export class HealthServer {
  readonly #server: Server;
  readonly #options: HttpOptions;
  /** Oldest first. */
  readonly #open = new Set<Socket>();

  constructor(options: HttpOptions) {
    this.#options = options;
    const limits = {
      headersTimeout: longestRequest,
      requestTimeout: longestRequest,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8_192,
    };
    this.#server = createServer(limits, ({ method = "", url = "" }, response) => {
      this.#answer(method, url).then(
        (answer) => write(response, answer, method),
        () => response.destroy(),
      );
    });
    // A probe that is refused because others hold what there is would have the process restarted: whoever is here longest goes.
    this.#server.on("connection", (socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
      const [oldest] = this.#open;
      if (this.#open.size > mostConnections) oldest?.destroy();
    });
    // Bytes that are no request must not take longer than one, nor an answer that nobody reads.
    this.#server.setTimeout(longestRequest * 2, (socket) => socket.destroy());
    this.#server.on("clientError", (_, socket) => socket.destroy());
    // Probes come and go; a kept connection would hold the process at shutdown, and a thousand requests in one packet its memory.
    this.#server.maxRequestsPerSocket = 1;
  }

  /** Resolves with the port. @throws ConfigurationError when it is taken. */
  listen(): Promise<number> {
    const { port, host } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once("error", (cause) =>
        reject(new ConfigurationError(`the health port ${host}:${port} cannot be opened: ${sentence(cause)}`, { cause })),
      );
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(method: string, url: string): Promise<Answer> {
    const { readiness, metrics, document } = this.#options;
    if (method !== "GET" && method !== "HEAD") return { status: 405, type: "text/plain", body: "GET or HEAD\n" };
    switch (url.split("?")[0]) {
      case "/livez":
        return { status: 200, type: "application/json", body: '{"live":true}\n' };
      case "/readyz":
        return {
          status: readiness.ready ? 200 : 503,
          type: "application/json",
          body: `${JSON.stringify(readiness)}\n`,
        };
      case "/metrics":
        return { status: 200, type: "text/plain; version=0.0.4", body: await metrics.text() };
      case "/asyncapi.json":
        if (document !== undefined) return { status: 200, type: "application/json", body: document };
        return { status: 404, type: "text/plain", body: "no document: BOOST_HTTP_DOCUMENT names none\n" };
      default:
        return { status: 404, type: "text/plain", body: "livez, readyz or metrics\n" };
    }
  }
}

function write(response: ServerResponse, { status, type, body }: Answer, method: string): void {
  response
    .writeHead(status, {
      "content-type": type,
      "cache-control": "no-store",
      connection: "close",
      "content-length": Buffer.byteLength(body),
      ...(status === 405 ? { allow: "GET, HEAD" } : {}),
    })
    .end(method === "HEAD" ? undefined : body);
}
