import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { ISocketFactory } from "kafkajs";
import { Frames } from "./frames.ts";

/**
 * The sockets of one kafkajs client. kafkajs gives up a request that was not answered in time but keeps its connection, so on a
 * connection that went silent (a router that forgot it) every later request waits as long again; ending the socket makes it connect anew.
 */
export class Sockets {
  readonly #open = new Map<Socket, string>();

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    // kafkajs passes nothing for `ssl` when there is none, whatever its type says; a server name must not be an address (RFC 6066).
    const name = isIP(host) ? {} : { servername: host };
    const socket = ssl ? connectTls({ host, port, ...name, ...ssl }, onConnect) : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, 60_000);
    this.#open.set(socket, `${host}:${port}`);
    socket.once("close", () => this.#open.delete(socket));
    return framed(socket);
  };

  /** Ends the connections to `host:port`, or all. */
  destroy(broker?: string): void {
    for (const [socket, address] of this.#open) {
      if (broker === undefined || address === broker) socket.destroy(new Error("no answer in time"));
    }
  }
}

/** Its "data" listeners get whole responses; what they throw ends the connection and not the process. */
function framed(socket: Socket): Socket {
  const on = socket.on.bind(socket);
  return Object.assign(socket, {
    on(event: string, listener: (...values: unknown[]) => void): Socket {
      if (event !== "data") return on(event, listener);
      const frames = new Frames(listener);
      return on("data", (piece) => {
        try {
          frames.push(piece);
        } catch (error) {
          socket.destroy(error instanceof Error ? error : new Error(String(error)));
        }
      });
    },
  });
}
