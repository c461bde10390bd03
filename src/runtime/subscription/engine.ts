/**
 * One subscription at work: takes deliveries over, runs each in its lane, and settles it exactly once. Who is next is decided in
 * `lanes.ts` and `places.ts`, what becomes of a message in `attempt.ts` and `verdict.ts`, how it ends in `settlement.ts`, when the
 * source pauses in `source-gate.ts`; here they are only put together.
 */
import type { Broker, Delivery, Sink, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import type { Clock } from "../clock.ts";
import { FatalError, sentence } from "../errors.ts";
import { type AttemptOptions, attempt, type Decision } from "./attempt.ts";
import { Buffer } from "./buffer.ts";
import { Held } from "./held.ts";
import { Holdings } from "./holdings.ts";
import { type Lane, Lanes } from "./lanes.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import { laneOf, type OrderOptions } from "./order.ts";
import { Places } from "./places.ts";
import { type Reading, type ReadOptions, read } from "./reading.ts";
import type { SubscriptionSettings } from "./settings.ts";
import { Settlement } from "./settlement.ts";
import { SourceGate } from "./source-gate.ts";

export interface EngineOptions {
  readonly plan: SubscriptionPlan;
  readonly settings: SubscriptionSettings;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly handle: AttemptOptions["handle"];
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
  readonly #lanes = new Lanes<Held>();
  readonly #places: Places;
  readonly #buffer: Buffer;
  readonly #holdings = new Holdings((held, reason) => this.#taken(held, reason));
  readonly #gate: SourceGate;
  readonly #settlement: Settlement;
  readonly #attempts: AttemptOptions;
  readonly #order: OrderOptions;
  readonly #reading: ReadOptions;
  /** Waiting for the gate. */
  readonly #paused = new Set<Lane<Held>>();
  #subscription: Subscription | undefined;
  #stopping = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { plan, settings, broker, clock, monitor, handle, ping } = options;
    const { capabilities } = broker;
    this.#places = new Places(plan.concurrency);
    this.#buffer = new Buffer(plan.buffer);
    this.#gate = new SourceGate({
      clock,
      retry: settings.retry,
      ping,
      closed: (cause) => {
        this.#places.shrink();
        monitor.paused(cause);
        void this.#quietly("pause", () => this.#subscription?.pause());
      },
      stillClosed: (cause) => monitor.stillPaused(cause),
      opened: () => {
        monitor.resumed();
        void this.#quietly("resume", () => this.#subscription?.resume());
        for (const lane of this.#paused) this.#lanes.unpark(lane);
        this.#paused.clear();
        this.#pump();
      },
    });
    this.#settlement = new Settlement({
      ...options,
      gate: this.#gate,
      subscription: () => this.#subscription,
      confirmed: () => {
        this.#gate.succeeded();
        this.#places.grow();
      },
      drop: (held) => this.#drop(held),
      stopping: () => this.#stopping,
    });
    this.#reading = { ...settings, channel: plan.channel, repeated: (name) => monitor.repeatedHeader(name) };
    const read = (held: Held): Reading => this.#read(held);
    this.#order = { plan, settings, capabilities, read };
    this.#attempts = { settings, capabilities, clock, gate: this.#gate, monitor, handle, read, stuck: (held, is) => this.#stuck(held, is) };
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
    const held = new Held(delivery);
    this.#options.monitor.received();
    this.#buffer.add(held.bytes);
    this.#holdings.add(held);
    if (this.#stopping) return void this.#settlement.handBack(held);
    held.lane = this.#lanes.add(laneOf(held, this.#order), held);
    this.#pump();
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

  fatal(error: Error): void {
    this.#options.fatal(error);
  }

  /** Unsettled messages here. */
  get held(): number {
    return this.#buffer.messages;
  }

  /** No handler runs. */
  get idle(): boolean {
    return this.#places.idle;
  }

  lag(): Promise<number | undefined> {
    return this.#subscription?.lag() ?? Promise.resolve(undefined);
  }

  /** Ordered end of this subscription. Never rejects; never dead-letters. */
  async stop({ drain, abort }: StopOptions): Promise<void> {
    const { clock } = this.#options;
    this.#stopping = true;
    this.#gate.stop();
    await this.#quietly("stop intake", () => this.#subscription?.stop());
    await Promise.all(this.#lanes.drain().map((held) => this.#settlement.handBack(held)));
    await this.#places.drained(drain, clock);
    for (const held of this.#places.running) held.withdrawal?.abort(new Error("the process is shutting down"));
    await this.#places.drained(abort, clock);
    await Promise.all(this.#holdings.all.map((held) => this.#settlement.handBack(held)));
    await this.#quietly("close", () => this.#subscription?.close());
  }

  #pump(): void {
    if (this.#subscription === undefined) return;
    for (;;) {
      const lane = this.#lanes.take(this.#places.alone?.lane);
      if (lane === undefined) return;
      const held = lane.head;
      if (held === undefined || held.gone) {
        this.#lanes.finish(lane);
        continue;
      }
      if (!this.#gate.open || this.#stopping || !this.#places.mayRun(held)) {
        this.#lanes.putBack(lane);
        return;
      }
      void this.#run(held, lane);
    }
  }

  async #run(held: Held, lane: Lane<Held>): Promise<void> {
    const { plan } = this.#options;
    this.#places.begin(held);
    try {
      const decision = await attempt(held, this.#attempts);
      if (decision.kind === "done" || decision.kind === "skipped") {
        this.#places.settle(held);
        this.#pump();
      }
      if (held.delivery.signal.aborted) this.#drop(held);
      // What nearly every message comes to is no longer way than this: each function that waits costs it a promise.
      else if (decision.kind === "done") await this.#settlement.acknowledge(held, { outcome: "handled" });
      else await this.#follow(held, lane, decision);
    } catch (error) {
      // A fatal error, or a mistake of ours: going on would leave a message that nobody settles.
      this.#options.fatal(
        error instanceof FatalError ? error : new FatalError(`internal error in ${plan.name}: ${sentence(error)}`, { cause: error }),
      );
    }
    this.#places.end(held);
    this.#pump();
  }

  async #follow(held: Held, lane: Lane<Held>, decision: Exclude<Decision, { readonly kind: "done" }>): Promise<void> {
    const { monitor, clock } = this.#options;
    const { delivery } = held;
    if (this.#stopping && decision.kind !== "reply" && decision.kind !== "skipped") {
      if (decision.kind === "retry") await this.#quietly("remember the failed run", () => delivery.failed(held.spent));
      return await this.#settlement.handBack(held);
    }
    switch (decision.kind) {
      case "skipped":
        return await this.#settlement.acknowledge(held, { outcome: "skipped", reason: decision.reason });
      case "reply":
        return await this.#settlement.reply(held, decision.reply);
      case "dead":
        return await this.#settlement.bury(held, decision.cause, decision.error);
      case "retry":
        monitor.retry(held, decision.error, decision.delay);
        await this.#quietly("remember the failed run", () => delivery.failed(held.spent));
        this.#lanes.park(lane);
        held.wake = clock.after(decision.delay, () => {
          this.#lanes.unpark(lane);
          this.#pump();
        });
        return;
      case "pause":
        this.#gate.close(decision.error);
        this.#lanes.park(lane);
        this.#paused.add(lane);
        return;
      case "void":
        return this.#drop(held);
      case "fatal":
        monitor.settled(held, { outcome: "fatal", error: decision.error });
        return this.#options.fatal(decision.error);
    }
  }

  #read(held: Held): Reading {
    const reading = read(held.delivery, this.#reading);
    if (reading.kind === "ours") held.eventId = reading.eventId;
    return reading;
  }

  /** Forgets a message that is settled or was taken away, and lets the next one of its lane go. */
  #drop(held: Held): void {
    if (!this.#holdings.delete(held)) return;
    held.gone = true;
    held.wake();
    this.#places.leave(held);
    this.#buffer.remove(held.bytes);
    const { lane } = held;
    if (lane !== undefined && lane.state === "busy" && lane.head === held) this.#lanes.finish(lane);
    this.#pump();
  }

  #taken(taken: readonly Held[], reason: unknown): void {
    for (const held of taken) {
      if (this.#places.running.has(held)) {
        held.withdrawal?.abort(reason);
        continue;
      }
      this.#drop(held);
      if (held.lane?.state === "parked" && held.lane.head === held) {
        this.#paused.delete(held.lane);
        this.#lanes.unpark(held.lane);
      }
    }
    this.#pump();
  }

  #stuck(held: Held, is: boolean): void {
    const { plan, monitor, fatal } = this.#options;
    this.#places.stuck(held, is);
    monitor.stuck(held, is);
    if (this.#places.exhausted)
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
