import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

type Mode =
  | { readonly kind: "pass" }
  /** Nothing goes through, connections stay open: what a router does that forgot them. `towards`: only that direction is deaf. */
  | { readonly kind: "black-hole"; readonly towards?: "server" | "client" }
  /** New connections are accepted and closed at once. */
  | { readonly kind: "refuse" }
  /** Each piece waits, and so many bytes a second go through. */
  | { readonly kind: "slow"; readonly latency: number; readonly bytesPerSecond: number };

/** A TCP proxy on 127.0.0.1 whose behaviour changes while connections are open. */
export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [client: Socket, server: Socket]>();
  #mode: Mode = { kind: "pass" };
  #waiting: (() => void)[] = [];
  /** Connections that were ever accepted. */
  accepted = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(port: number, target: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server);
    server.on("connection", (client) => proxy.#accept(client, target));
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  get open(): number {
    return this.#pairs.size;
  }

  set mode(mode: Mode) {
    this.#mode = mode;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** RST to both ends of every connection. */
  reset(): void {
    for (const [client, server] of this.#pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    this.mode = { kind: "pass" };
    for (const [client, server] of this.#pairs) {
      client.destroy();
      server.destroy();
    }
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket, target: number): void {
    this.accepted += 1;
    if (this.#mode.kind === "refuse") {
      client.resetAndDestroy();
      return;
    }
    const server = connect(target, "127.0.0.1");
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    void this.#pump(client, server, "server");
    void this.#pump(server, client, "client");
  }

  async #pump(from: Socket, to: Socket, towards: "server" | "client"): Promise<void> {
    try {
      for await (const piece of from) {
        while (this.#mode.kind === "black-hole" && (this.#mode.towards ?? towards) === towards)
          await new Promise<void>((resolve) => this.#waiting.push(resolve));
        if (this.#mode.kind === "slow") await delay(this.#mode.latency + (1_000 * piece.length) / this.#mode.bytesPerSecond);
        if (!to.write(piece)) await new Promise((resolve) => to.once("drain", resolve).once("close", resolve));
      }
    } catch {
      // A connection that broke has ended both.
    }
  }
}
