import type { Channel, ConsumeMessage } from "amqplib";
import { ownsQueue } from "../../../addresses/channel-address.ts";
import { ConfigurationError, FatalError, sentence } from "../../ground/errors.ts";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { BrokerConnection } from "../broker.ts";
import { directReplyTo, type ReplyDelivery, type ReplyIntake, type ReplyPlan, type ReplySink } from "../replies.ts";
import { rest } from "../rest.ts";
import { closeChannel, shown } from "./client.ts";
import { rabbitmqFailure } from "./failure.ts";
import { readHeaders } from "./headers.ts";
import { goodbye, type Link } from "./link.ts";
import { exchangeOf } from "./topology.ts";

/** Milliseconds between attempts to consume again. */
const reopen = { first: 100, most: 5_000 };

/** Consumes on the channel that requests are published on. @see https://www.rabbitmq.com/docs/direct-reply-to */
export async function consumeDirectly(channel: Channel, deliver: ReplySink["deliver"]): Promise<void> {
  await channel.consume(directReplyTo, (message) => message !== null && deliver(replyOf(message)), { noAck: true });
}

export interface ReplyQueueOptions {
  readonly link: Link;
  readonly connection: BrokerConnection;
  readonly plan: ReplyPlan;
  readonly sink: ReplySink;
  /** A name for a queue that is nobody else's. */
  readonly ownName: string;
}

/**
 * Replies from a queue. One that was made for this process, by itself or bound to the exchange that the document names, goes with the
 * connection, and with it what was on its way. One that the document names stays, and is read by one process at a time: another one
 * would get replies that it cannot use.
 */
export class ReplyQueue implements ReplyIntake {
  readonly #options: ReplyQueueOptions;
  readonly #queue: string;
  readonly #isMade: boolean;
  readonly #closing = new AbortController();
  readonly #unsubscribe: readonly (() => void)[];
  #channel: Promise<Channel> | undefined;
  #reopening = false;

  constructor(options: ReplyQueueOptions) {
    const { link, plan, ownName } = options;
    this.#options = options;
    this.#isMade = plan.isOwn || ownsQueue(plan.channel);
    this.#queue = plan.isOwn || !this.#isMade ? plan.address : ownName;
    this.#unsubscribe = [link.onDown((cause) => this.#lost(cause)), link.onUp(() => void this.#reopen())];
  }

  /** @throws a sentence with the queue's name */
  async ready(): Promise<void> {
    this.#channel ??= this.#open().catch((error: unknown) => {
      this.#channel = undefined;
      throw error;
    });
    await this.#channel;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const stop of this.#unsubscribe) stop();
    const channel = await this.#channel?.catch(() => undefined);
    this.#channel = undefined;
    if (channel !== undefined) await withTimeout(this.#leave(channel), goodbye);
  }

  /** An exclusive queue would stay until the connection goes, which others use as well. */
  async #leave(channel: Channel): Promise<void> {
    if (this.#isMade) await channel.deleteQueue(this.#queue).catch(() => undefined);
    await closeChannel(channel);
  }

  async #open(): Promise<Channel> {
    const { link, sink, plan } = this.#options;
    try {
      const channel = await (await link.model()).createChannel();
      let cause = new Error(`the channel of "${this.#queue}" was closed`);
      const channelIs = { read: false, closed: false };
      channel.on("error", (error: Error) => {
        cause = error;
      });
      channel.on("close", () => {
        channelIs.closed = true;
        if (!channelIs.read) return;
        this.#lost(cause);
        void this.#reopen();
      });
      await this.#prepare(channel, plan);
      await channel.consume(
        this.#queue,
        (message) => {
          // The server cancelled the consumer: the queue was deleted.
          if (message === null) return void closeChannel(channel);
          sink.deliver(replyOf(message));
          if (!this.#isMade) channel.ack(message);
        },
        { noAck: this.#isMade, exclusive: true },
      );
      // The server may take it away in the same breath in which it grants it.
      if (channelIs.closed) throw cause;
      channelIs.read = true;
      return channel;
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async #prepare(channel: Channel, plan: ReplyPlan): Promise<void> {
    if (!this.#isMade) {
      await channel.checkQueue(this.#queue);
      return;
    }
    await channel.assertQueue(this.#queue, { exclusive: true, autoDelete: true, durable: false });
    const exchange = plan.isOwn ? undefined : exchangeOf(plan.channel.binding);
    if (exchange !== undefined) await channel.bindQueue(this.#queue, exchange.name, plan.address);
  }

  #lost(cause: Error): void {
    this.#channel = undefined;
    // What lies in a queue of the document's comes when the connection is back.
    if (this.#isMade && !this.#closing.signal.aborted) this.#options.sink.lost(cause);
  }

  async #reopen(): Promise<void> {
    if (this.#reopening) return;
    this.#reopening = true;
    await this.#tryAgain();
    this.#reopening = false;
  }

  async #tryAgain(): Promise<void> {
    for (let pause = reopen.first; !this.#closing.signal.aborted; pause = Math.min(pause * 2, reopen.most)) {
      try {
        return await this.ready();
      } catch (error) {
        if (error instanceof FatalError) return this.#options.sink.ended(error);
        this.#options.plan.log.debug({ error }, `replies from "${this.#queue}" cannot be read yet: ${sentence(error)}`);
      }
      await rest(pause, this.#closing.signal);
    }
  }

  #failure(error: unknown): Error {
    const { connection } = this.#options;
    if (error instanceof Error && /in exclusive use/i.test(error.message))
      return new ConfigurationError(
        `another process reads replies from the queue "${this.#queue}" of RabbitMQ server "${connection.server}" (${shown(connection)}), and would get those to this one; leave out the address of the reply's channel, so that RabbitMQ sends each reply to who asked, or name an exchange in its binding`,
        { cause: error },
      );
    return rabbitmqFailure(error, {
      server: connection.server,
      url: shown(connection),
      doing: "read replies from",
      target: this.#queue,
    });
  }
}

function replyOf({ content, properties }: ConsumeMessage): ReplyDelivery {
  return {
    body: content,
    headers: readHeaders(properties.headers),
    contentType: textOf(properties.contentType),
    correlationId: textOf(properties.correlationId),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
