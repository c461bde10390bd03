/**
 * One subscription at work: takes deliveries over, runs each in its lane, and settles it exactly once. Who is next is decided in
 * `turns.ts`, `lanes.ts` and `concurrency-limit.ts`, what becomes of a message in `attempt.ts` and `verdict.ts`, how it ends in `settlement.ts`, when the
 * source pauses in `circuit-breaker.ts`, which messages wait to be read in `unread-messages.ts`; here they are only put together. @see src/runtime/README.md#the-ring-of-the-engine
 */
import type { Broker, Delivery, Sink, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import { type SchemaNeeded, Unframer } from "../decode/frame.ts";
import type { Clock } from "../ground/clock.ts";
import { SchemaDenied } from "../ground/errors.ts";
import type { SchemaRegistry } from "../registry/index.ts";
import { type AttemptOptions, hopeless } from "./attempt.ts";
import { Buffer } from "./buffer.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { Deadlines } from "./deadlines.ts";
import { InFlightMessage } from "./in-flight-message.ts";
import { InFlightMessages } from "./in-flight-messages.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import { laneOf, type OrderOptions } from "./order.ts";
import { quietly } from "./quietly.ts";
import { type Reading, type ReadOptions, read } from "./reading.ts";
import type { SubscriptionSettings } from "./settings.ts";
import { Settlement } from "./settlement.ts";
import { Turns } from "./turns.ts";
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
  readonly #buffer: Buffer;
  readonly #inFlight = new InFlightMessages((messages, reason) => this.#turns.taken(messages, reason));
  readonly #breaker: CircuitBreaker;
  readonly #settlement: Settlement;
  readonly #turns: Turns;
  readonly #deadlines: Deadlines;
  readonly #order: OrderOptions;
  readonly #reading: ReadOptions;
  readonly #unframer: Unframer;
  #subscription: Subscription | undefined;
  #stopping = false;
  readonly #unread: UnreadMessages;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { plan, settings, broker, clock, monitor, handle, ping } = options;
    const { capabilities } = broker;
    this.#buffer = new Buffer(plan.buffer);
    this.#breaker = new CircuitBreaker({
      clock,
      retry: settings.retry,
      ping,
      tripped: (cause) => {
        this.#turns.concurrency.shrink();
        monitor.paused(cause);
        void this.#quietly("pause", () => this.#subscription?.pause());
      },
      stillOpen: (cause) => monitor.stillPaused(cause),
      closed: () => {
        monitor.resumed();
        void this.#quietly("resume", () => this.#subscription?.resume());
        this.#turns.resume();
      },
    });
    this.#settlement = new Settlement({
      ...options,
      breaker: this.#breaker,
      subscription: () => this.#subscription,
      confirmed: () => {
        this.#breaker.succeeded();
        this.#turns.concurrency.grow();
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
    this.#deadlines = new Deadlines(clock);
    const fetch = (needed: SchemaNeeded): Promise<void> => this.#fetch(needed);
    this.#turns = new Turns({
      ...options,
      breaker: this.#breaker,
      settlement: this.#settlement,
      attempts: { settings, capabilities, clock, deadlines: this.#deadlines, breaker: this.#breaker, monitor, handle, read, fetch },
      drop: (message) => this.#drop(message),
      started: () => this.#subscription !== undefined,
      stopping: () => this.#stopping,
    });
    this.#unread = new UnreadMessages({
      clock,
      pause: Math.max(100, settings.retry.initialInterval),
      breaker: this.#breaker,
      fetch,
      isHopeless: (message) => hopeless(message, { settings, capabilities }) !== undefined,
      laneOf: (message) => this.#laneOf(message),
      enter: (message, lane) => this.#turns.enter(message, lane),
      stopping: () => this.#stopping,
    });
  }

  async start(): Promise<void> {
    const subscription = await this.#options.broker.subscribe(this.#options.plan, this);
    this.#subscription = subscription;
    if (!this.#stopping) return this.#turns.give();
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
    this.#turns.enter(message, lane);
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
  get busy(): number {
    return this.#turns.concurrency.busy;
  }

  lag(): Promise<number | undefined> {
    return this.#subscription?.lag() ?? Promise.resolve(undefined);
  }

  /** Ordered end of this subscription. Never rejects; never dead-letters. */
  async stop({ drain, abort }: StopOptions): Promise<void> {
    const { clock } = this.#options;
    const { concurrency } = this.#turns;
    this.#stopping = true;
    this.#breaker.stop();
    await this.#quietly("stop intake", () => this.#subscription?.stop());
    await Promise.all(this.#turns.drain().map((message) => this.#settlement.handBack(message)));
    await concurrency.drained(drain, clock);
    for (const message of this.#inFlight.all) message.controller?.abort(new Error("the process is shutting down"));
    await concurrency.drained(abort, clock);
    await Promise.all(this.#inFlight.all.map((message) => this.#settlement.handBack(message)));
    this.#deadlines.close();
    await this.#quietly("close", () => this.#subscription?.close());
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
    this.#buffer.remove(message.bytes);
    this.#turns.leave(message);
  }

  #quietly(what: string, call: () => Promise<unknown> | undefined): Promise<void> {
    return quietly(this.#options.plan.log, what, call);
  }
}
