import type { ConsumeMessage } from "amqplib";
import { ConnectionError, FatalError, sentence } from "../../ground/errors.ts";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { BrokerConnection, Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import { rest } from "../rest.ts";
import { closeChannel, shown } from "./client.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { RabbitmqDelivery } from "./delivery.ts";
import { rabbitmqFailure } from "./failure.ts";
import { goodbye, type Link } from "./link.ts";
import type { DeathFacts } from "./properties.ts";
import { RedeliveryCounter } from "./redelivery-counter.ts";
import { Session } from "./session.ts";
import { consumerTimeout, defaultConsumerTimeout, TimedOutRuns } from "./timed-out-runs.ts";
import { type OnChannel, prepareQueue, type Queue, type QueueType, queuesOf } from "./topology.ts";

/** Milliseconds between attempts to consume again after the server took channel or queue away. */
const reopen = { first: 250, most: 15_000 };
/** Milliseconds after which messages that wait here for a paused handler go back: half of the server's default patience with a consumer. */
const longestHold = 15 * 60_000;

export interface RabbitmqSubscriptionOptions {
  readonly consuming: Link;
  readonly publishing: Link;
  readonly connection: BrokerConnection;
  readonly plan: SubscriptionPlan;
  readonly sink: Sink;
  readonly defaultType: QueueType;
  readonly publish: (message: Outgoing, facts?: DeathFacts) => Promise<void>;
}

export class RabbitmqSubscription implements Subscription {
  readonly #options: RabbitmqSubscriptionOptions;
  readonly #plan: SubscriptionPlan;
  readonly #sink: Sink;
  readonly #queues: readonly Queue[];
  readonly #redeliveries: RedeliveryCounter;
  readonly #deadLetters: DeadLetterQueue;
  readonly #timedOut = new TimedOutRuns();
  readonly #ending = new AbortController();
  readonly #unsubscribe: readonly (() => void)[];
  #session: Session | undefined;
  #reopening = false;
  /** The pause before the next attempt to consume. */
  #resting = new AbortController();
  #paused = false;
  #hold: NodeJS.Timeout | undefined;

  constructor(options: RabbitmqSubscriptionOptions) {
    const { consuming, publishing, plan, sink, publish } = options;
    this.#options = options;
    this.#plan = plan;
    this.#sink = sink;
    this.#queues = queuesOf(plan);
    const onChannel: OnChannel = (act) => publishing.onChannel(act);
    this.#redeliveries = new RedeliveryCounter({
      onChannel,
      publish,
      failure: (error, target) => this.#failure(error, "use", target),
      log: plan.log,
    });
    this.#deadLetters = new DeadLetterQueue({ plan, publish, asking: (target, ask) => this.#asking(target, ask) });
    this.#unsubscribe = [consuming.onDown((cause) => this.#lose(cause)), consuming.onUp(() => this.#hurry())];
    sink.onRoom(() => this.#flush());
  }

  /** @throws ConnectionError or ConfigurationError with the queue's name */
  async start(): Promise<void> {
    const { name, ordering, log, options } = this.#plan;
    const { timeout = 0, retry: { maxInterval = 0, initialInterval = 0 } = {} } = options;
    if (Math.max(timeout, Math.max(maxInterval, initialInterval)) >= defaultConsumerTimeout)
      log.warn(
        { subscription: name },
        "`timeout` or `retry` allow a message to stay unacknowledged for longer than RabbitMQ's default consumer timeout of 30 minutes, after which the server takes it back; raise consumer_timeout on the server, or lower them",
      );
    await this.#prepareQueues();
    await this.#deadLetters.prepare();
    await this.#open();
    if (ordering !== "none" && !this.#isSingle)
      log.info(
        { subscription: name },
        "messages keep their order inside this process; among several only with `x-boost.amqp.singleActive: true`",
      );
  }

  async pause(): Promise<void> {
    if (this.#paused) return;
    this.#paused = true;
    // The consumer stays: without its last one an auto-delete queue goes, with everything in it, one with an expiry soon, and of a single
    // active one another process would take the place. What has not been acknowledged keeps the server from sending more.
    this.#hold ??= setInterval(() => this.#session?.giveBack(), longestHold).unref();
  }

  async resume(): Promise<void> {
    if (!this.#paused || this.#stopped) return;
    this.#paused = false;
    this.#letGo();
    this.#flush();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#ending.abort();
    this.#resting.abort();
    this.#letGo();
    const session = this.#session;
    if (session === undefined) return;
    await withTimeout(
      session.consume(false).catch(() => undefined),
      goodbye,
    );
    session.giveBack();
  }

  async close(): Promise<void> {
    await this.stop();
    for (const off of this.#unsubscribe) off();
    const session = this.#session;
    this.#session = undefined;
    if (session === undefined) return;
    // The channel's close is answered after the acknowledgements before it; what is unsettled goes back to the queue.
    await withTimeout(closeChannel(session.channel), goodbye);
    session.end(new Error("the subscription is closed"));
  }

  async deadLetter(delivery: Delivery, record: Outgoing): Promise<void> {
    await this.#deadLetters.store(record, delivery instanceof RabbitmqDelivery ? delivery.death : {});
    await delivery.acknowledge();
  }

  async lag(): Promise<number | undefined> {
    try {
      // The server's number leaves out what a consumer holds; of those we know our own.
      let total = this.#session?.unsettled.size ?? 0;
      await this.#options.consuming.onChannel(async (channel) => {
        for (const { name } of this.#queues) total += (await channel.checkQueue(name)).messageCount;
      });
      return total;
    } catch {
      return undefined;
    }
  }

  get #stopped(): boolean {
    return this.#ending.signal.aborted;
  }

  get #isSingle(): boolean {
    return this.#plan.options.amqp?.singleActive === true;
  }

  async #prepareQueues(): Promise<void> {
    const { defaultType } = this.#options;
    for (const queue of this.#queues)
      await this.#asking(queue.name, (onChannel) => prepareQueue(onChannel, queue, this.#plan, defaultType));
  }

  async #open(): Promise<void> {
    const { concurrency, ordering, options } = this.#plan;
    const model = await this.#options.consuming.model();
    const channel = await model.createChannel();
    const session = new Session({
      channel,
      queues: this.#queues,
      prefetch: Math.min(options.amqp?.prefetch ?? (ordering === "none" ? concurrency : concurrency * 4), 65_535),
      received: (message, queue) => this.#receive(session, message, queue),
      cancelled: ({ name }) =>
        this.#drop(session, new ConnectionError(`the queue "${name}" of RabbitMQ server "${this.#options.connection.server}" went away`)),
      ready: () => this.#flush(),
      failed: (error) => this.#drop(session, error),
    });
    let cause: Error | undefined;
    channel.on("error", (error: Error) => {
      cause = error;
    });
    channel.on("close", () => {
      if (consumerTimeout(cause) !== undefined) for (const delivery of session.unsettled) delivery.tookTooLong();
      if (this.#session !== session) return session.end(cause);
      this.#lose(this.#failure(cause ?? new Error("the channel was closed"), "consume from", this.#names));
      void this.#reopen();
    });
    this.#session = session;
    try {
      if (!this.#stopped) await session.consume(true);
    } catch (error) {
      if (this.#session === session) this.#session = undefined;
      session.end(error);
      throw this.#failure(error, "consume from", this.#names);
    }
  }

  #receive(session: Session, message: ConsumeMessage, queue: Queue): void {
    const delivery = new RabbitmqDelivery(message, {
      channel: session.channel,
      queue: queue.name,
      address: addressOf(message, queue),
      signal: session.lost.signal,
      settled: (settled) => session.unsettled.delete(settled),
      redeliveries: this.#redeliveries,
      timedOut: this.#timedOut,
      counts: this.#plan.options.amqp?.queueType !== "classic",
      attempts: this.#plan.attempts,
    });
    session.add(delivery);
    if (this.#stopped) session.giveBack();
    else this.#flush();
  }

  /** It is of no use any more; the next one begins. */
  #drop(session: Session, cause: unknown): void {
    if (this.#session !== session || this.#stopped) return;
    this.#lose(cause);
    void closeChannel(session.channel);
    void this.#reopen();
  }

  #flush(): void {
    const session = this.#session;
    while (session !== undefined && !this.#paused && !this.#stopped && this.#sink.room() > 0) {
      const next = session.next();
      if (next === undefined) return;
      this.#sink.deliver(next);
    }
  }

  #lose(cause: unknown): void {
    const session = this.#session;
    this.#session = undefined;
    session?.end(cause);
    if (!this.#stopped) this.#sink.state("down", cause);
  }

  /** The connection is back: there is nothing to wait for any more. */
  #hurry(): void {
    this.#resting.abort();
    void this.#reopen();
  }

  get #consumes(): boolean {
    return this.#session !== undefined;
  }

  /** Until a channel consumes again, or the subscription ends. */
  async #reopen(): Promise<void> {
    if (this.#reopening) return;
    this.#reopening = true;
    try {
      for (let pause = reopen.first; !this.#stopped && !this.#consumes; pause = Math.min(pause * 2, reopen.most)) {
        // At once it would spin where the server takes the channel away each time.
        this.#resting = new AbortController();
        await rest(pause, this.#resting.signal);
        if (this.#stopped) return;
        try {
          await this.#prepareQueues();
          await this.#redeliveries.acquit();
          await this.#open();
          // Taken away in the same breath: whoever said so found us at work here and left it to us.
          if (!this.#consumes) continue;
          this.#sink.state("up");
          return;
        } catch (error) {
          if (error instanceof FatalError) return this.#sink.fatal(error);
          this.#plan.log.warn({ subscription: this.#plan.name, error: sentence(error) }, "cannot consume yet; trying again");
          this.#sink.state("down", error);
        }
      }
    } finally {
      this.#reopening = false;
    }
  }

  async #asking(target: string, ask: (onChannel: OnChannel) => Promise<void>): Promise<void> {
    try {
      await ask((act) => this.#options.consuming.onChannel(act));
    } catch (error) {
      throw this.#failure(error, "use", target);
    }
  }

  #letGo(): void {
    clearInterval(this.#hold);
    this.#hold = undefined;
  }

  get #names(): string {
    return this.#queues.map(({ name }) => name).join(", ");
  }

  #failure(error: unknown, doing: string, target: string): Error {
    const { connection } = this.#options;
    return rabbitmqFailure(error, { server: connection.server, url: shown(connection), doing, target });
  }
}

/** What is replayed comes straight into our queue, and brings the routing key that it had. */
function addressOf({ fields, properties }: ConsumeMessage, { name, boundTo }: Queue): string {
  if (boundTo === undefined) return name;
  const origin: unknown = properties.headers?.["boost-origin"];
  return fields.exchange === "" && typeof origin === "string" ? origin : fields.routingKey;
}
