import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, FatalError, sentence } from "../../errors.ts";
import type { BrokerConnection, Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import { shown } from "./client.ts";
import { RabbitmqDelivery } from "./delivery.ts";
import { rabbitmqFailure } from "./failure.ts";
import type { Link } from "./link.ts";
import { prepareDeadLetters, prepareQueue, type Queue, queuesOf, type QueueType } from "./topology.ts";

/** Milliseconds between attempts to consume again after the server took channel or queue away. */
const reopen = { first: 250, most: 15_000 };
/** Milliseconds after which messages that wait here for a paused handler go back: half of the server's default patience with a consumer. */
const longestHold = 15 * 60_000;

/** One life of the channel. Everything that came through it is void when it ends. */
interface Session {
  readonly channel: Channel;
  readonly lost: AbortController;
  /** Consumer tag by queue. */
  readonly tags: Map<string, string>;
  /** Came while there was no room, or while paused. */
  readonly waiting: RabbitmqDelivery[];
  /** Everything of this channel that is not settled yet. */
  readonly unsettled: Set<RabbitmqDelivery>;
}

export interface RabbitmqSubscriptionOptions {
  readonly link: Link;
  readonly connection: BrokerConnection;
  readonly plan: SubscriptionPlan;
  readonly sink: Sink;
  readonly defaultType: QueueType;
  readonly bury: (record: Outgoing) => Promise<void>;
}

export class RabbitmqSubscription implements Subscription {
  readonly #link: Link;
  readonly #connection: BrokerConnection;
  readonly #plan: SubscriptionPlan;
  readonly #sink: Sink;
  readonly #defaultType: QueueType;
  readonly #bury: (record: Outgoing) => Promise<void>;
  readonly #queues: readonly Queue[];
  readonly #counts: boolean;
  readonly #ending = new AbortController();
  readonly #unsubscribe: readonly (() => void)[];
  #session: Session | undefined;
  #reopening = false;
  #paused = false;
  #stopped = false;
  #hold: NodeJS.Timeout | undefined;

  constructor({ link, connection, plan, sink, defaultType, bury }: RabbitmqSubscriptionOptions) {
    this.#link = link;
    this.#connection = connection;
    this.#plan = plan;
    this.#sink = sink;
    this.#defaultType = defaultType;
    this.#bury = bury;
    this.#queues = queuesOf(plan);
    this.#counts = (plan.options.amqp?.queueType ?? defaultType) === "quorum";
    this.#unsubscribe = [
      link.onDown((cause) => this.#lose(cause)),
      link.onUp(() => void this.#reopen()),
    ];
    sink.onRoom(() => this.#flush());
  }

  /** @throws ConnectionError or ConfigurationError with the queue's name */
  async start(): Promise<void> {
    const model = await this.#link.model();
    for (const queue of this.#queues) await this.#onOwnChannel(model, queue.name, (channel) => prepareQueue(channel, queue, this.#plan, this.#defaultType));
    const { deadLetter } = this.#plan;
    if (deadLetter !== false) await this.#onOwnChannel(model, deadLetter, (channel) => prepareDeadLetters(channel, deadLetter, this.#plan));
    await this.#open(model);
    if (!this.#counts && this.#plan.ordering !== "none") {
      this.#plan.log.warn({ subscription: this.#plan.name, queues: this.#queues.map(({ name }) => name) }, "a classic queue cannot count how often a message made the process die; a quorum queue can");
    }
  }

  async pause(): Promise<void> {
    if (this.#paused) return;
    this.#paused = true;
    await this.#cancel();
    this.#hold ??= setTimeout(() => this.#giveBack(), longestHold).unref();
  }

  async resume(): Promise<void> {
    if (!this.#paused || this.#stopped) return;
    this.#paused = false;
    this.#letGo();
    this.#flush();
    const session = this.#session;
    if (session === undefined) return;
    try {
      await this.#consume(session);
    } catch (error) {
      this.#lose(error);
      void this.#reopen();
    }
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#ending.abort();
    this.#letGo();
    await this.#cancel();
    this.#giveBack();
  }

  async close(): Promise<void> {
    await this.stop();
    for (const off of this.#unsubscribe) off();
    const session = this.#session;
    this.#session = undefined;
    // The channel's close is answered after the acknowledgements before it; what is unsettled goes back to the queue.
    await session?.channel.close().catch(() => undefined);
    session?.lost.abort(new Error("the subscription is closed"));
  }

  async deadLetter(delivery: Delivery, record: Outgoing): Promise<void> {
    await this.#bury(record);
    await delivery.acknowledge();
  }

  async lag(): Promise<number | undefined> {
    try {
      const model = await this.#link.model();
      // The server's number leaves out what a consumer holds; of those we know our own.
      let total = this.#session?.unsettled.size ?? 0;
      await this.#onOwnChannel(model, "", async (channel) => {
        for (const { name } of this.#queues) total += (await channel.checkQueue(name)).messageCount;
      });
      return total;
    } catch {
      return undefined;
    }
  }

  async #open(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel();
    const session: Session = { channel, lost: new AbortController(), tags: new Map(), waiting: [], unsettled: new Set() };
    let cause: Error | undefined;
    channel.on("error", (error: Error) => (cause = error));
    channel.on("close", () => {
      if (this.#session !== session) return;
      this.#lose(cause ?? new ConnectionError("the channel was closed"));
      void this.#reopen();
    });
    const { prefetch = this.#plan.ordering === "none" ? this.#plan.concurrency : this.#plan.concurrency * 4 } = this.#plan.options.amqp ?? {};
    await channel.prefetch(prefetch);
    this.#session = session;
    if (!this.#paused && !this.#stopped) await this.#consume(session);
  }

  async #consume(session: Session): Promise<void> {
    for (const queue of this.#queues) {
      if (session.tags.has(queue.name)) continue;
      try {
        const { consumerTag } = await session.channel.consume(queue.name, (message) => this.#receive(session, queue.name, message), { noAck: false });
        session.tags.set(queue.name, consumerTag);
      } catch (error) {
        throw this.#failure(error, "consume from", queue.name);
      }
    }
  }

  /** `null`: the server cancelled the consumer, because the queue was deleted or moved. */
  #receive(session: Session, queue: string, message: ConsumeMessage | null): void {
    if (message === null) {
      session.tags.delete(queue);
      if (this.#session !== session || this.#stopped) return;
      this.#lose(new ConnectionError(`the queue "${queue}" of RabbitMQ server "${this.#connection.server}" went away`));
      void session.channel.close().catch(() => undefined);
      void this.#reopen();
      return;
    }
    const { boundTo } = this.#queues.find(({ name }) => name === queue) ?? {};
    const address = boundTo === undefined ? queue : message.fields.routingKey;
    const delivery = new RabbitmqDelivery(message, { channel: session.channel, address, signal: session.lost.signal, counts: this.#counts, settled: (settled) => session.unsettled.delete(settled) });
    session.unsettled.add(delivery);
    session.waiting.push(delivery);
    if (this.#stopped) this.#giveBack();
    else this.#flush();
  }

  #flush(): void {
    const session = this.#session;
    while (session !== undefined && session.waiting.length > 0 && !this.#paused && !this.#stopped && this.#sink.room() > 0) {
      const next = session.waiting.shift();
      if (next !== undefined) this.#sink.deliver(next);
    }
  }

  /** What no handler has seen goes back to the queue. */
  #giveBack(): void {
    for (const delivery of this.#session?.waiting.splice(0) ?? []) void delivery.release();
  }

  async #cancel(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const tags = [...session.tags.values()];
    session.tags.clear();
    for (const tag of tags) await session.channel.cancel(tag).catch(() => undefined);
  }

  #lose(cause: unknown): void {
    const session = this.#session;
    this.#session = undefined;
    session?.lost.abort(cause);
    if (!this.#stopped) this.#sink.state("down", cause);
  }

  /** Until a channel consumes again, the subscription ends, or the connection is lost, whose return calls this again. */
  async #reopen(): Promise<void> {
    if (this.#reopening) return;
    this.#reopening = true;
    try {
      for (let pause = reopen.first; !this.#stopped && this.#session === undefined; pause = Math.min(pause * 2, reopen.most)) {
        try {
          const model = await this.#link.model();
          for (const queue of this.#queues) await this.#onOwnChannel(model, queue.name, (channel) => prepareQueue(channel, queue, this.#plan, this.#defaultType));
          await this.#open(model);
          this.#sink.state("up");
          return;
        } catch (error) {
          if (error instanceof FatalError) {
            this.#sink.fatal(error);
            return;
          }
          this.#plan.log.warn({ subscription: this.#plan.name, error: sentence(error) }, "cannot consume yet; trying again");
          this.#sink.state("down", error);
          await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal: this.#ending.signal }).catch(() => undefined);
        }
      }
    } finally {
      this.#reopening = false;
    }
  }

  /** A refused declaration closes its channel, so it gets one of its own. */
  async #onOwnChannel(model: ChannelModel, target: string, act: (channel: Channel) => Promise<void>): Promise<void> {
    const channel = await model.createChannel();
    // The error comes as the rejection of the call as well.
    channel.on("error", () => undefined);
    try {
      await act(channel);
    } catch (error) {
      throw this.#failure(error, "use", target);
    } finally {
      await channel.close().catch(() => undefined);
    }
  }

  #letGo(): void {
    clearTimeout(this.#hold);
    this.#hold = undefined;
  }

  #failure(error: unknown, doing: string, target: string): Error {
    return rabbitmqFailure(error, { server: this.#connection.server, url: shown(this.#connection), doing, target });
  }
}
