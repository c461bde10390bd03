import type { BrokerConnection } from "../broker.ts";
import { propertyHeader } from "../property-headers.ts";
import type { ReplyIntake, ReplyPlan, ReplySink } from "../replies.ts";
import { type Client, onRefusal, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import { readPublished } from "./wire.ts";

export interface PubSubRepliesOptions {
  readonly listener: Client;
  readonly connection: BrokerConnection;
  readonly plan: ReplyPlan;
  readonly sink: ReplySink;
}

/** Milliseconds between questions whether the server is still there. */
const pulse = 5_000;

/** What is published while the connection is away nobody keeps. */
export class PubSubReplies implements ReplyIntake {
  readonly #options: PubSubRepliesOptions;
  #pulse: NodeJS.Timeout | undefined;
  #subscribed: Promise<unknown> | undefined;
  #isClosed = false;

  constructor(options: PubSubRepliesOptions) {
    this.#options = options;
  }

  /** @throws a sentence with the channel's name */
  async start(): Promise<void> {
    const { listener, connection, plan, sink } = this.#options;
    listener.on("messageBuffer", (_channel: Buffer, message: Buffer) => {
      const { body, headers } = readPublished(message, plan.channel.redis?.envelope);
      const contentType = propertyHeader(headers, "contentType");
      sink.deliver({ body, headers, contentType, correlationId: propertyHeader(headers, "correlationId") });
    });
    listener.on("close", () => {
      this.#subscribed = undefined;
      if (!this.#isClosed) sink.lost(new Error(`the connection to Redis server "${connection.server}" is lost`));
    });
    onRefusal(listener, connection, (error) => {
      if (!this.#isClosed) sink.ended(error);
    });
    // Whoever only listens never learns that nobody speaks any more; an answer that stays away ends the connection (`socketTimeout`).
    this.#pulse = setInterval(() => void listener.ping().catch(() => undefined), pulse).unref();
    await this.ready();
  }

  /** ioredis subscribes again after it connected, by itself; asked once more, the server's answer says that it is so. */
  async ready(): Promise<void> {
    const { listener, connection, plan } = this.#options;
    this.#subscribed ??= listener.subscribe(plan.address).catch((error: unknown) => {
      this.#subscribed = undefined;
      throw redisFailure(error, { server: connection.server, url: shown(connection), doing: "subscribe to", target: plan.address });
    });
    await this.#subscribed;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#pulse);
    this.#options.listener.disconnect();
  }
}
