/**
 * One subscription at work: takes deliveries over, runs each in its lane, and settles it exactly once. What to do is decided in
 * `verdict.ts`, when the source pauses in `source-gate.ts`, who is next in `lanes.ts`; here they are only put together.
 */
import type { Broker, Capabilities, Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import { type Clock, sleep } from "../clock.ts";
import { ConnectionError, FatalError, kindOf, sentence } from "../errors.ts";
import { Buffer } from "./buffer.ts";
import { deadLetterRecord } from "./dead-letter-record.ts";
import { runHandler } from "./handler-run.ts";
import { Held } from "./held.ts";
import { type Lane, Lanes } from "./lanes.ts";
import type { Outcome, SubscriptionMonitor } from "./monitor.ts";
import { laneOf } from "./order.ts";
import { type Reading, read } from "./reading.ts";
import type { OperationSettings, SubscriptionSettings } from "./settings.ts";
import { SourceGate } from "./source-gate.ts";
import { afterFailure, beforeRun, type Verdict } from "./verdict.ts";

export interface EngineOptions {
  readonly plan: SubscriptionPlan;
  readonly settings: SubscriptionSettings;
  readonly broker: Broker;
  readonly clock: Clock;
  /** Calls the user's handler; resolves to the reply that it wants sent. */
  readonly handle: (held: Held, reading: Reading & { kind: "ours" }, signal: AbortSignal) => Promise<Outgoing | undefined>;
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

type Decision = Verdict | { readonly kind: "reply"; readonly reply: Outgoing } | { readonly kind: "skipped"; readonly reason: string } | { readonly kind: "void" };

export class Engine implements Sink {
  readonly #options: EngineOptions;
  readonly #capabilities: Capabilities;
  readonly #lanes = new Lanes<Held>();
  readonly #buffer: Buffer;
  readonly #gate: SourceGate;
  /** All that is unsettled, by the signal that takes it away, so that many deliveries share one listener. */
  readonly #held = new Map<AbortSignal, Set<Held>>();
  readonly #running = new Set<Held>();
  /** Waiting for the gate. */
  readonly #paused = new Set<Lane<Held>>();
  readonly #idle: (() => void)[] = [];
  /** Handlers that may run at once: falls to one when the source pauses, grows with each message that goes through. */
  #window: number;
  #stuck = 0;
  /** In careful mode: runs alone until it is settled. */
  #alone: Held | undefined;
  #subscription: Subscription | undefined;
  #stopping = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { plan, settings, broker, clock, monitor } = options;
    this.#capabilities = broker.capabilities;
    this.#window = plan.concurrency;
    this.#buffer = new Buffer(plan.buffer);
    this.#gate = new SourceGate({
      clock,
      retry: settings.retry,
      ping: options.ping,
      closed: (cause) => {
        this.#window = 1;
        monitor.paused(cause);
        this.#tell("pause");
      },
      stillClosed: (cause) => monitor.stillPaused(cause),
      opened: () => {
        monitor.resumed();
        this.#tell("resume");
        for (const lane of this.#paused) this.#lanes.unpark(lane);
        this.#paused.clear();
        this.#pump();
      },
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

  get idle(): boolean {
    return this.#running.size === 0;
  }

  lag(): Promise<number | undefined> {
    return this.#subscription?.lag() ?? Promise.resolve(undefined);
  }

  deliver(delivery: Delivery): void {
    const held = new Held(delivery);
    this.#options.monitor.received();
    this.#buffer.add(held.bytes);
    this.#watch(held);
    if (this.#stopping) return void this.#handBack(held);
    const key = laneOf(held, { ...this.#options, capabilities: this.#capabilities, read: () => this.#read(held) });
    held.lane = this.#lanes.add(key, held);
    this.#pump();
  }

  /** Ordered end of this subscription. Never rejects; never dead-letters. */
  async stop({ drain, abort }: StopOptions): Promise<void> {
    this.#stopping = true;
    this.#gate.stop();
    await this.#quietly("stop intake", () => this.#subscription?.stop());
    await Promise.all(this.#lanes.drain().map((held) => this.#handBack(held)));
    await this.#drained(drain);
    for (const held of this.#running) held.controller?.abort(new Error("the process is shutting down"));
    await this.#drained(abort);
    await Promise.all([...this.#held.values()].flatMap((set) => [...set]).map((held) => this.#handBack(held)));
    await this.#quietly("close", () => this.#subscription?.close());
  }

  #pump(): void {
    if (this.#subscription === undefined) return;
    for (;;) {
      const lane = this.#lanes.take(this.#alone?.lane);
      if (lane === undefined) return;
      const held = lane.head;
      if (held === undefined || held.gone) {
        this.#lanes.finish(lane);
        continue;
      }
      if (!this.#mayRun(held)) return this.#lanes.putBack(lane);
      void this.#run(held, lane);
    }
  }

  #mayRun(held: Held): boolean {
    const active = this.#running.size - this.#stuck;
    if (!this.#gate.open || this.#stopping || active >= this.#window || this.#running.size >= this.#options.plan.concurrency) return false;
    if (this.#alone !== undefined) return this.#alone === held;
    return !held.delivery.careful || active === 0;
  }

  async #run(held: Held, lane: Lane<Held>): Promise<void> {
    this.#running.add(held);
    if (held.delivery.careful) this.#alone = held;
    try {
      await this.#follow(held, lane, await this.#decide(held));
    } catch (error) {
      // Only a mistake of ours gets here; going on would leave a message that nobody settles.
      this.#options.fatal(new FatalError(`internal error in ${this.#options.plan.name}: ${sentence(error)}`, { cause: error }));
    }
    this.#running.delete(held);
    if (this.#running.size - this.#stuck <= 0) for (const wake of this.#idle.splice(0)) wake();
    this.#pump();
  }

  #read(held: Held): Reading {
    const { plan, settings, monitor } = this.#options;
    const reading = read(held.delivery, {
      ...settings,
      channel: plan.channel,
      repeated: (name) => monitor.repeatedHeader(name),
    });
    if (reading.kind === "ours") held.eventId = reading.eventId;
    return reading;
  }

  /** Runs the message, or finds out why not to. */
  async #decide(held: Held): Promise<Decision> {
    const { settings, monitor } = this.#options;
    if (settings.atMostOnce && !held.acknowledged) {
      try {
        await held.delivery.acknowledge();
      } catch (error) {
        return { kind: "pause", error };
      }
      held.acknowledged = true;
    }
    const reading = held.reading ?? this.#read(held);
    held.reading = undefined;
    if (reading.kind === "skip") return { kind: "skipped", reason: reading.reason };
    if (reading.kind === "invalid") return afterFailure(reading.error, 0, 0, settings.retry);
    const own = settings.operations.get(reading.member);
    if (own === undefined) throw new Error(`no settings for "${reading.member}"`);
    held.operation = own.operation.key;
    const dead = beforeRun(held.spent, own.retry, this.#capabilities.countsAttempts);
    if (dead !== undefined) return dead;
    return await monitor.run(held, reading, () => this.#attempt(held, reading, own));
  }

  async #attempt(held: Held, reading: Reading & { kind: "ours" }, own: OperationSettings): Promise<Decision> {
    held.begun += 1;
    held.controller = new AbortController();
    if (held.delivery.signal.aborted) return { kind: "void" };
    const end = await runHandler((signal) => this.#options.handle(held, reading, signal), {
      timeout: own.timeout,
      clock: this.#options.clock,
      controller: held.controller,
      stuck: (is) => this.#setStuck(held, is),
    });
    held.controller = undefined;
    switch (end.kind) {
      case "void":
        return { kind: "void" };
      case "returned":
        return end.value === undefined ? { kind: "done" } : { kind: "reply", reply: end.value };
      case "threw":
        return await this.#failed(held, own, end.error);
    }
  }

  async #failed(held: Held, own: OperationSettings, error: unknown): Promise<Verdict> {
    if (kindOf(error) === "infrastructure") {
      // Closed at once unless this message is the suspect: the ping may take as long as Temporal's deadline.
      if (held.suspected < 2) this.#gate.close(error);
      if (await this.#gate.green(error)) held.suspected += 1;
    }
    const verdict = afterFailure(error, held.spent, held.suspected, own.retry);
    if (verdict.kind === "pause") held.free += 1;
    return verdict;
  }

  async #follow(held: Held, lane: Lane<Held>, decision: Decision): Promise<void> {
    const { monitor, clock, broker } = this.#options;
    const { delivery } = held;
    if (delivery.signal.aborted) return this.#drop(held);
    if (this.#stopping && decision.kind !== "done" && decision.kind !== "reply" && decision.kind !== "skipped") {
      if (decision.kind === "retry") await this.#quietly("remember the failed run", () => delivery.failed(held.spent));
      return await this.#handBack(held);
    }
    switch (decision.kind) {
      case "done":
        return await this.#settle(held, { outcome: "handled" }, () => this.#acknowledge(held));
      case "reply": {
        const { reply } = decision;
        let sent = false;
        return await this.#settle(held, { outcome: "handled" }, async () => {
          if (!sent) await broker.publish(reply);
          sent = true;
          await this.#acknowledge(held);
        });
      }
      case "skipped":
        return await this.#settle(held, { outcome: "skipped", reason: decision.reason }, () => this.#acknowledge(held));
      case "dead":
        return await this.#bury(held, decision);
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
        this.#options.fatal(decision.error);
        return;
    }
  }

  async #bury(held: Held, { cause, error }: Verdict & { kind: "dead" }): Promise<void> {
    const { plan, settings, clock, broker } = this.#options;
    const { delivery } = held;
    if (plan.deadLetter === false) {
      const where = delivery.position === "" ? delivery.address : delivery.position;
      this.#options.fatal(new FatalError(`${plan.name}: the message ${where} cannot be handled (${cause}: ${sentence(error)}) and \`deadLetter: false\` says to stop`, { cause: error }));
      return;
    }
    const record = deadLetterRecord(delivery, {
      target: plan.deadLetter,
      identity: held.identity(settings.idFromBody),
      operation: held.operation ?? plan.operation,
      cause,
      error,
      attempts: held.attempt,
      failedAt: clock.now(),
      headerBytes: this.#capabilities.maxHeaderBytes ?? Number.POSITIVE_INFINITY,
    });
    await this.#settle(held, { outcome: "dead-lettered", cause, error }, async () => {
      // Acknowledged already: the broker would refuse to settle it a second time.
      if (held.acknowledged) await broker.publish(record);
      else await this.#subscription?.deadLetter(delivery, record);
    });
  }

  async #acknowledge(held: Held): Promise<void> {
    if (held.acknowledged) return;
    await held.delivery.acknowledge();
  }

  /** Does `step`; when the broker does not confirm it, the source pauses and the step is what the probe tries again. */
  async #settle(held: Held, outcome: Outcome, step: () => Promise<void>): Promise<void> {
    const settle = async (): Promise<void> => {
      if (held.gone) return;
      await step();
      this.#gate.succeeded();
      if (this.#window < this.#options.plan.concurrency) this.#window += 1;
      this.#options.monitor.settled(held, outcome);
      this.#drop(held);
    };
    try {
      await settle();
    } catch (error) {
      if (held.gone || this.#stopping) return;
      if (held.delivery.signal.aborted) return this.#drop(held);
      this.#gate.close(new ConnectionError(`${this.#options.plan.name}: ${outcome.outcome} was not confirmed: ${sentence(error)}`, { cause: error }), settle);
    }
  }

  async #handBack(held: Held): Promise<void> {
    if (held.gone) return;
    held.gone = true;
    if (!held.acknowledged) await this.#quietly("hand back", () => held.delivery.release());
    this.#options.monitor.settled(held, { outcome: held.acknowledged ? "lost" : "handed-back" });
    this.#drop(held);
  }

  /** Forgets a message that is settled or was taken away, and lets the next one of its lane go. */
  #drop(held: Held): void {
    const { signal } = held.delivery;
    const set = this.#held.get(signal);
    if (set?.delete(held) !== true) return;
    if (set.size === 0) this.#held.delete(signal);
    held.gone = true;
    held.wake();
    this.#buffer.remove(held.bytes);
    if (this.#alone === held) this.#alone = undefined;
    const { lane } = held;
    if (lane !== undefined && lane.state === "busy" && lane.head === held) this.#lanes.finish(lane);
    this.#pump();
  }

  #watch(held: Held): void {
    const { signal } = held.delivery;
    const set = this.#held.get(signal);
    if (set !== undefined) return void set.add(held);
    const first = new Set([held]);
    this.#held.set(signal, first);
    signal.addEventListener("abort", () => this.#taken(first, signal.reason), { once: true });
  }

  #taken(set: Set<Held>, reason: unknown): void {
    for (const held of set) {
      if (this.#running.has(held)) held.controller?.abort(reason);
      else {
        this.#drop(held);
        if (held.lane?.state === "parked" && held.lane.head === held) {
          this.#paused.delete(held.lane);
          this.#lanes.unpark(held.lane);
        }
      }
    }
    this.#pump();
  }

  #setStuck(held: Held, is: boolean): void {
    this.#stuck += is ? 1 : -1;
    this.#options.monitor.stuck(held, is);
    if (is && this.#alone === held) this.#alone = undefined;
    if (this.#stuck >= this.#options.plan.concurrency) {
      this.#options.fatal(new FatalError(`${this.#options.plan.name}: all ${this.#stuck} handler places are taken by runs that neither end nor heed their AbortSignal`));
    }
    this.#pump();
  }

  /** Resolves when no handler runs that could still end, at the latest after `ms`. */
  async #drained(ms: number): Promise<void> {
    if (this.#running.size - this.#stuck <= 0) return;
    const woken = new AbortController();
    this.#idle.push(() => woken.abort());
    await sleep(this.#options.clock, ms, woken.signal);
  }

  #tell(what: "pause" | "resume"): void {
    void this.#quietly(what, () => this.#subscription?.[what]());
  }

  async #quietly(what: string, call: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await call();
    } catch (error) {
      this.#options.plan.log.warn({ error }, `could not ${what}: ${sentence(error)}`);
    }
  }
}
