import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

export interface HttpOptions {
  readonly port: number;
  readonly host: string;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
}

/** `/livez`: this process answers. `/readyz`: everything it needs is there, else 503 with the reasons. `/metrics`: Prometheus. */
export class HealthServer {
  readonly #server: Server;
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      void this.#answer(request.url ?? "").then(({ status, type, body }) => {
        response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
      });
    });
    // Probes come and go; a kept connection would hold the process at shutdown.
    this.#server.keepAliveTimeout = 1;
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

  async #answer(url: string): Promise<{ status: number; type: string; body: string }> {
    const { readiness, metrics } = this.#options;
    switch (url.split("?")[0]) {
      case "/livez":
        return { status: 200, type: "application/json", body: '{"live":true}\n' };
      case "/readyz":
        return {
          status: readiness.ready ? 200 : 503,
          type: "application/json",
          body: `${JSON.stringify({ ready: readiness.ready, reasons: readiness.reasons })}\n`,
        };
      case "/metrics":
        return { status: 200, type: "text/plain; version=0.0.4", body: await metrics.text() };
      default:
        return { status: 404, type: "text/plain", body: "livez, readyz or metrics\n" };
    }
  }
}
