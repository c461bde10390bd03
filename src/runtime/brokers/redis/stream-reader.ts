import type { FatalError } from "../../ground/errors.ts";
import type { BrokerConnection } from "../broker.ts";
import { blockTime, type Client, isCluster, onRefusal } from "./client.ts";

export interface StreamReaderOptions {
  /** Ends a read that waits; the reading connection itself is busy with it. */
  readonly commands: Client;
  readonly openReader: () => Promise<Client>;
  readonly connection: BrokerConnection;
  readonly streams: readonly string[];
}

export interface ReaderEvents {
  closed(): void;
  /** The server does not let us in again. */
  refused(error: FatalError): void;
}

/** By stream: entries, each an id and its fields and values. */
export type StreamReply = readonly (readonly [stream: Buffer, entries: readonly (readonly [id: Buffer, fields: readonly Buffer[]])[]])[];

/** A connection of its own, for reads that wait for messages. */
export class StreamReader {
  readonly #options: StreamReaderOptions;
  #client: Client | undefined;
  #id: Promise<unknown> | undefined;

  constructor(options: StreamReaderOptions) {
    this.#options = options;
  }

  async open({ closed, refused }: ReaderEvents): Promise<void> {
    const client = await this.#options.openReader();
    this.#client = client;
    client.on("close", closed);
    client.on("ready", () => this.#identify(client));
    onRefusal(client, this.#options.connection, refused);
    this.#identify(client);
  }

  /** New entries, at most `count` of each stream; none when none came for a while. */
  async read(group: string, consumer: string, count: number): Promise<StreamReply> {
    const { connection, streams } = this.#options;
    // A cluster's client cannot end a read that waits, so shutdown waits for it.
    const block = isCluster(connection) ? 1_000 : blockTime;
    const after = streams.map(() => ">");
    const reply = await this.#client?.xreadgroupBuffer(
      ...(["GROUP", group, consumer, "COUNT", count, "BLOCK", block, "STREAMS", ...streams, ...after] as const),
    );
    return (reply ?? []) as unknown as StreamReply;
  }

  /** Ends the blocking read now, without losing what it was about to return. Where that fails it ends by itself, after at most 5 s. */
  async unblock(): Promise<void> {
    const id = await this.#id;
    if (typeof id === "number") await this.#options.commands.call("CLIENT", "UNBLOCK", id).catch(() => undefined);
  }

  close(): void {
    this.#client?.disconnect();
  }

  #identify(client: Client): void {
    // A cluster's client sends the question anywhere, and the number of a connection to one node means somebody else on another.
    if (!isCluster(this.#options.connection)) this.#id = client.call("CLIENT", "ID").catch(() => undefined);
  }
}
