/**
 * One subscription at work: takes deliveries over, runs each in its lane, and settles it exactly once. Who is next is decided in
 * `lanes.ts` and `concurrency-limit.ts`, what becomes of a message in `attempt.ts` and `verdict.ts`, how it ends in `settlement.ts`, when the
 * source pauses in `circuit-breaker.ts`, which messages wait to be read in `unread-messages.ts`; here they are only put together. @see src/runtime/README.md#the-ring-of-the-engine
 */
import type { Broker, Delivery, Sink, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import { type SchemaNeeded, Unframer } from "../decode/frame.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Clock } from "../ground/clock.ts";
import { FatalError, SchemaDenied, sentence } from "../ground/errors.ts";
import type { SchemaRegistry } from "../registry/index.ts";
import { type AttemptOptions, attempt, type Decision, hopeless } from "./attempt.ts";
import { Buffer } from "./buffer.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { ConcurrencyLimit } from "./concurrency-limit.ts";
import { InFlightMessage } from "./in-flight-message.ts";
import { InFlightMessages } from "./in-flight-messages.ts";
import { type Lane, Lanes } from "./lanes.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import { laneOf, type OrderOptions } from "./order.ts";
import type { Ending } from "./outcome.ts";
import { type Reading, type ReadOptions, read } from "./reading.ts";
import type { SubscriptionSettings } from "./settings.ts";
import { Settlement } from "./settlement.ts";
import { UnreadMessages } from "./unread-messages.ts";

export interface EngineOptions {
  readonly plan: SubscriptionPlan;
  readonly settings: SubscriptionSettings;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly handle: AttemptOptions["handle"];
  /** Where the schemas are that messages name. */
  readonly registry?: Pick<SchemaRegistry, "schema" | "fetch"> | undefined;
  /** A broker in the process: nothing is framed. */
  readonly isBare?: boolean;
  /** Broker and Temporal answer now. */
  readonly ping: () => Promise<void>;
  readonly monitor: SubscriptionMonitor;
  /** The process has to end. */
  readonly fatal: (error: unknown) => void;
}

/** Milliseconds of the two phases of a shutdown. */
export interface StopOptions {
  /** Handlers may finish. */
  readonly drain: number;
  /** Their AbortSignals have fired; then whatever is left goes back to the broker. */
  readonly abort: number;
}

export class Engine implements Sink {
  readonly #options: EngineOptions;
  readonly #lanes = new Lanes<InFlightMessage>();
  readonly #concurrency: ConcurrencyLimit;
  readonly #buffer: Buffer;
  readonly #inFlight = new InFlightMessages((messages, reason) => this.#taken(messages, reason));
  readonly #breaker: CircuitBreaker;
  readonly #settlement: Settlement;
  readonly #attempts: AttemptOptions;
  readonly #order: OrderOptions;
  readonly #reading: ReadOptions;
  readonly #unframer: Unframer;
  /** Waiting for the breaker to close. */
  readonly #paused = new Set<Lane<InFlightMessage>>();
  #subscription: Subscription | undefined;
  #stopping = false;
  readonly #unread: UnreadMessages;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { plan, settings, broker, clock, monitor, handle, ping } = options;
    const { capabilities } = broker;
    this.#concurrency = new ConcurrencyLimit(plan.concurrency);
    this.#buffer = new Buffer(plan.buffer);
    this.#breaker = new CircuitBreaker({
      clock,
      retry: settings.retry,
      ping,
      tripped: (cause) => {
        this.#concurrency.shrink();
        monitor.paused(cause);
        void this.#quietly("pause", () => this.#subscription?.pause());
      },
      stillOpen: (cause) => monitor.stillPaused(cause),
      closed: () => {
        monitor.resumed();
        void this.#quietly("resume", () => this.#subscription?.resume());
        for (const lane of this.#paused) this.#lanes.rejoin(lane);
        this.#paused.clear();
        this.#pump();
      },
    });
    this.#settlement = new Settlement({
      ...options,
      breaker: this.#breaker,
      subscription: () => this.#subscription,
      confirmed: () => {
        this.#breaker.succeeded();
        this.#concurrency.grow();
      },
      drop: (message) => this.#drop(message),
      stopping: () => this.#stopping,
    });
    this.#unframer = new Unframer(
      plan.channel,
      { server: settings.server, registry: options.registry, isBare: options.isBare },
      settings.limits,
    );
    this.#reading = { ...settings, channel: plan.channel, unframer: this.#unframer, repeated: (name) => monitor.repeatedHeader(name) };
    const read = (message: InFlightMessage): Reading => this.#read(message);
    this.#order = { plan, settings, capabilities, read };
    this.#attempts = {
      settings,
      capabilities,
      clock,
      breaker: this.#breaker,
      monitor,
      handle,
      read,
      fetch: (needed) => this.#fetch(needed),
      stuck: (message, is) => this.#stuck(message, is),
    };
    this.#unread = new UnreadMessages({
      clock,
      pause: Math.max(100, settings.retry.initialInterval),
      breaker: this.#breaker,
      fetch: (needed) => this.#fetch(needed),
      isHopeless: (message) => hopeless(message, this.#attempts) !== undefined,
      laneOf: (message) => this.#laneOf(message),
      enter: (message, lane) => this.#enter(message, lane),
      stopping: () => this.#stopping,
    });
  }

  async start(): Promise<void> {
    const subscription = await this.#options.broker.subscribe(this.#options.plan, this);
    this.#subscription = subscription;
    if (!this.#stopping) return this.#pump();
    // The process was told to end while the broker was asked.
    await subscription.stop();
    await subscription.close();
  }

  deliver(delivery: Delivery): void {
    const message = new InFlightMessage(delivery);
    this.#options.monitor.received(message);
    this.#buffer.add(message.bytes);
    this.#inFlight.add(message);
    if (this.#stopping) return void this.#settlement.handBack(message);
    if (delivery.careful || this.#unread.isReading) return void this.#unread.add(message);
    const lane = this.#laneOf(message);
    if (message.reading?.kind === "unfetched") return void this.#unread.add(message);
    this.#enter(message, lane);
  }

  #enter(message: InFlightMessage, lane: string | undefined): void {
    message.lane = this.#lanes.add(lane, message);
    this.#pump();
  }

  async #fetch({ id, part }: SchemaNeeded): Promise<void> {
    try {
      await this.#options.registry?.fetch(id);
    } catch (error) {
      if (part !== "key" || !(error instanceof SchemaDenied)) throw error;
      this.#unframer.denyKey(id);
    }
  }

  /** Never throws: what is wrong with the message is told when its turn comes. */
  #laneOf(message: InFlightMessage): string | undefined {
    try {
      return laneOf(message, this.#order);
    } catch {
      return undefined;
    }
  }

  room(): number {
    return this.#stopping ? 0 : this.#buffer.room();
  }

  onRoom(callback: () => void): void {
    this.#buffer.onRoom(callback);
  }

  state(state: "up" | "down", cause?: unknown): void {
    this.#options.monitor.broker(state, cause);
  }

  lost(messages: number, why: string): void {
    this.#options.monitor.lost(messages, why);
  }

  fatal(error: Error): void {
    this.#options.fatal(error);
  }

  /** Unsettled messages here. */
  get inFlight(): number {
    return this.#buffer.messages;
  }

  /** No handler runs. */
  get idle(): boolean {
    return this.#concurrency.idle;
  }

  lag(): Promise<number | undefined> {
    return this.#subscription?.lag() ?? Promise.resolve(undefined);
  }

  /** Ordered end of this subscription. Never rejects; never dead-letters. */
  async stop({ drain, abort }: StopOptions): Promise<void> {
    const { clock } = this.#options;
    this.#stopping = true;
    this.#breaker.stop();
    await this.#quietly("stop intake", () => this.#subscription?.stop());
    await Promise.all(this.#lanes.drain().map((message) => this.#settlement.handBack(message)));
    await this.#concurrency.drained(drain, clock);
    for (const message of this.#concurrency.running) message.controller?.abort(new Error("the process is shutting down"));
    await this.#concurrency.drained(abort, clock);
    await Promise.all(this.#inFlight.all.map((message) => this.#settlement.handBack(message)));
    await this.#quietly("close", () => this.#subscription?.close());
  }

  #pump(): void {
    if (this.#subscription === undefined) return;
    while (!this.#concurrency.full) {
      const lane = this.#lanes.take(this.#concurrency.alone?.lane);
      if (lane === undefined) return;
      const message = lane.head;
      if (message === undefined || message.gone) {
        this.#lanes.finish(lane);
        continue;
      }
      if (this.#breaker.isOpen || this.#stopping || !this.#concurrency.mayRun(message)) {
        this.#lanes.putBack(lane);
        return;
      }
      void this.#run(message, lane);
    }
  }

  async #run(message: InFlightMessage, lane: Lane<InFlightMessage>): Promise<void> {
    this.#concurrency.begin(message);
    try {
      const decision = await attempt(message, this.#attempts);
      if (decision.kind === "settle" && needsNoPlace(decision.ending)) {
        this.#concurrency.settle(message);
        this.#pump();
      }
      if (message.delivery.signal.aborted) this.#drop(message);
      else if (decision.kind === "settle") await this.#settlement.settle(message, decision.ending);
      else await this.#follow(message, lane, decision);
    } catch (error) {
      await this.#surprise(message, error);
    }
    this.#concurrency.end(message);
    this.#pump();
  }

  /** A fatal error, or a mistake of ours about this message, which is then this message's own. Going on without either would leave one that nobody settles. */
  async #surprise(message: InFlightMessage, error: unknown): Promise<void> {
    const { plan, fatal } = this.#options;
    if (error instanceof FatalError) return fatal(error);
    try {
      await this.#settlement.settle(message, { outcome: "dead-lettered", cause: "internal error", error });
    } catch (second) {
      fatal(
        second instanceof FatalError ? second : new FatalError(`internal error in ${plan.name}: ${sentence(second)}`, { cause: second }),
      );
    }
  }

  async #follow(
    message: InFlightMessage,
    lane: Lane<InFlightMessage>,
    decision: Exclude<Decision, { readonly kind: "settle" }>,
  ): Promise<void> {
    const { monitor, clock } = this.#options;
    const { delivery } = message;
    if (this.#stopping) {
      if (decision.kind === "retry") await this.#quietly("remember the failed run", () => delivery.failed(message.spent));
      return await this.#settlement.handBack(message);
    }
    switch (decision.kind) {
      case "retry":
        monitor.retry(message, decision.error, decision.delay);
        await this.#quietly("remember the failed run", () => delivery.failed(message.spent));
        this.#lanes.park(lane);
        message.wake = clock.after(decision.delay, () => {
          this.#lanes.unpark(lane);
          this.#pump();
        });
        return;
      case "pause":
        this.#breaker.trip(decision.error);
        this.#lanes.park(lane);
        this.#paused.add(lane);
        return;
      case "void":
        return this.#drop(message);
      case "fatal":
        monitor.settled(message, { outcome: "fatal", error: decision.error });
        return this.#options.fatal(decision.error);
      default:
        return assertNever(decision);
    }
  }

  #read(message: InFlightMessage): Reading {
    const reading = read(message.delivery, this.#reading);
    if (reading.kind === "ours") message.eventId = reading.eventId;
    return reading;
  }

  /** Forgets a message that is settled or was taken away, and lets the next one of its lane go. */
  #drop(message: InFlightMessage): void {
    if (!this.#inFlight.delete(message)) return;
    message.gone = true;
    message.wake();
    message.left();
    this.#concurrency.leave(message);
    this.#buffer.remove(message.bytes);
    const { lane } = message;
    if (lane !== undefined && lane.state === "busy" && lane.head === message) this.#lanes.finish(lane);
    this.#pump();
  }

  #taken(taken: readonly InFlightMessage[], reason: unknown): void {
    for (const message of taken) {
      if (this.#concurrency.running.has(message)) {
        message.controller?.abort(reason);
        continue;
      }
      this.#drop(message);
      if (message.lane?.state === "parked" && message.lane.head === message) {
        this.#paused.delete(message.lane);
        this.#lanes.unpark(message.lane);
      }
    }
    this.#pump();
  }

  #stuck(message: InFlightMessage, is: boolean): void {
    const { plan, monitor, fatal } = this.#options;
    this.#concurrency.stuck(message, is);
    if (is) message.left();
    monitor.stuck(message, is);
    if (this.#concurrency.exhausted)
      fatal(
        new FatalError(
          `${plan.name}: all ${plan.concurrency} handler places are taken by runs that neither end nor heed their AbortSignal`,
        ),
      );
    this.#pump();
  }

  async #quietly(what: string, call: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await call();
    } catch (error) {
      this.#options.plan.log.warn({ error }, `could not ${what}: ${sentence(error)}`);
    }
  }
}

/** Only the acknowledgement is left: nothing is sent that others would have to wait for. */
function needsNoPlace(ending: Ending): boolean {
  return ending.outcome === "skipped" || (ending.outcome === "handled" && ending.reply === undefined);
}
