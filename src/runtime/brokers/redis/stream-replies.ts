import { sentence } from "../../ground/errors.ts";
import type { BrokerConnection } from "../broker.ts";
import { propertyHeader } from "../property-headers.ts";
import { ownReplyLifetime, type ReplyIntake, type ReplyPlan, type ReplySink } from "../replies.ts";
import { rest } from "../rest.ts";
import { blockTime, type Client, isCluster, onRefusal, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import type { StreamReply } from "./stream-reader.ts";
import { readEntry } from "./wire.ts";

export interface StreamRepliesOptions {
  readonly commands: Client;
  /** A connection of its own, for reads that wait. */
  readonly reader: Client;
  readonly connection: BrokerConnection;
  readonly plan: ReplyPlan;
  readonly sink: ReplySink;
}

/** Milliseconds between attempts after a failed read. */
const retry = { first: 100, most: 5_000 };
/** Entries that one read takes at the most. */
const mostPerRead = 256;

/**
 * Reads on from where the stream ended at the start, without a group: each process sees every reply, and nothing is left behind by one that
 * died. After a lost connection it goes on where it was. Its own stream keeps no entry that was read. It is made before anybody answers and
 * outlives the process by a minute, so that whoever answers late adds to something that goes by itself.
 */
export class StreamReplies implements ReplyIntake {
  readonly #options: StreamRepliesOptions;
  readonly #closing = new AbortController();
  #last = "0-0";
  #loop: Promise<void> | undefined;
  #prolong: NodeJS.Timeout | undefined;

  constructor(options: StreamRepliesOptions) {
    this.#options = options;
  }

  /** @throws a sentence with the stream's name */
  async start(): Promise<void> {
    const { commands, reader, connection, plan, sink } = this.#options;
    onRefusal(reader, connection, (error) => {
      if (!this.#closing.signal.aborted) sink.ended(error);
    });
    try {
      if (plan.isOwn) {
        await this.#empty();
        const prolong = (): void => void commands.pexpire(plan.address, ownReplyLifetime).catch(() => undefined);
        this.#prolong = setInterval(prolong, ownReplyLifetime / 3).unref();
      } else {
        const [newest] = await commands.xrevrange(plan.address, "+", "-", "COUNT", 1);
        this.#last = newest?.[0] ?? "0-0";
      }
    } catch (error) {
      throw this.#failure(error);
    }
    this.#loop = this.#read();
  }

  async ready(): Promise<void> {}

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    clearInterval(this.#prolong);
    const { reader, plan } = this.#options;
    // Ends a read that waits.
    reader.disconnect();
    await this.#loop;
    if (plan.isOwn) await this.#empty().catch(() => undefined);
  }

  /** The stream is there, without an entry, for as long as it is not prolonged. */
  async #empty(): Promise<void> {
    const { commands, plan } = this.#options;
    const results = await commands.multi().xadd(plan.address, "MAXLEN", 0, "*", "", "").pexpire(plan.address, ownReplyLifetime).exec();
    const [failed] = (results ?? []).flatMap(([error]) => error ?? []);
    if (failed !== undefined) throw failed;
  }

  async #read(): Promise<void> {
    const { connection, plan, reader } = this.#options;
    // A cluster's client cannot end a read that waits.
    const block = isCluster(connection) ? 1_000 : blockTime;
    let pause = retry.first;
    while (!this.#closing.signal.aborted) {
      try {
        const read = await reader.xreadBuffer("COUNT", mostPerRead, "BLOCK", block, "STREAMS", plan.address, this.#last);
        pause = retry.first;
        await this.#take((read ?? []) as unknown as StreamReply);
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        plan.log.debug({ error }, `replies cannot be read: ${sentence(this.#failure(error))}`);
        await rest(pause, this.#closing.signal);
        pause = Math.min(pause * 2, retry.most);
      }
    }
  }

  async #take(read: StreamReply): Promise<void> {
    const { sink, plan, commands } = this.#options;
    const ids: string[] = [];
    for (const [, entries] of read) {
      for (const [id, fields] of entries) {
        this.#last = id.toString();
        ids.push(this.#last);
        const { body, headers } = readEntry(this.#last, fields);
        const contentType = propertyHeader(headers, "contentType");
        sink.deliver({ body, headers, contentType, correlationId: propertyHeader(headers, "correlationId") });
      }
    }
    if (plan.isOwn && ids.length > 0)
      await commands
        .multi()
        .xdel(plan.address, ...ids)
        .pexpire(plan.address, ownReplyLifetime)
        .exec()
        .catch(() => undefined);
  }

  #failure(error: unknown): Error {
    const { connection, plan } = this.#options;
    return redisFailure(error, { server: connection.server, url: shown(connection), doing: "read replies from", target: plan.address });
  }
}
