/** Gives messages their turn: the next lane while a place is free, and what follows from each run. */
import type { Outgoing, SubscriptionPlan } from "../brokers/broker.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Clock } from "../ground/clock.ts";
import { FatalError, sentence } from "../ground/errors.ts";
import { type AttemptOptions, attempt } from "./attempt.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import { ConcurrencyLimit } from "./concurrency-limit.ts";
import { type Decision, HandlerRun } from "./handler-run.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import { type Lane, Lanes } from "./lanes.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import type { Ending } from "./outcome.ts";
import { quietly } from "./quietly.ts";
import type { Settlement } from "./settlement.ts";

export interface TurnsOptions {
  readonly plan: SubscriptionPlan;
  readonly clock: Clock;
  readonly breaker: CircuitBreaker;
  readonly monitor: SubscriptionMonitor;
  readonly attempts: Omit<AttemptOptions, "stuck">;
  readonly settlement: Settlement;
  /** Forgets the message. */
  readonly drop: (message: InFlightMessage) => void;
  readonly started: () => boolean;
  readonly stopping: () => boolean;
  /** The process has to end. */
  readonly fatal: (error: unknown) => void;
}

export class Turns {
  readonly concurrency: ConcurrencyLimit;
  readonly #options: TurnsOptions;
  readonly #attempts: AttemptOptions;
  readonly #lanes = new Lanes<InFlightMessage>();
  /** Waiting for the breaker to close. */
  readonly #paused = new Set<Lane<InFlightMessage>>();
  #isGiving = false;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#attempts = { ...options.attempts, stuck: (message, is) => this.#stuck(message, is) };
    this.concurrency = new ConcurrencyLimit(options.plan.concurrency);
  }

  /** It may run as soon as its lane lets it. */
  enter(message: InFlightMessage, lane: string | undefined): void {
    message.lane = this.#lanes.add(lane, message);
    this.give();
  }

  /** Nobody waits for it any more: the next one of its lane may go. */
  leave(message: InFlightMessage): void {
    const { lane } = message;
    this.concurrency.leave(message);
    if (lane !== undefined && lane.state === "busy" && lane.head === message) this.#lanes.finish(lane);
    this.give();
  }

  /** The breaker has closed. */
  resume(): void {
    for (const lane of this.#paused) this.#lanes.rejoin(lane);
    this.#paused.clear();
    this.give();
  }

  /** The broker took them away. */
  taken(taken: readonly InFlightMessage[], reason: unknown): void {
    for (const message of taken) {
      if (message.phase === "running" || message.phase === "stuck") {
        message.controller?.abort(reason);
        continue;
      }
      this.#options.drop(message);
      if (message.lane?.state === "parked" && message.lane.head === message) {
        this.#paused.delete(message.lane);
        this.#lanes.unpark(message.lane);
      }
    }
    this.give();
  }

  /** Takes out what has not begun. */
  drain(): readonly InFlightMessage[] {
    return this.#lanes.drain();
  }

  /** As many turns as there are places. A run that is over before this returns comes back to the loop, not to another one inside it. */
  give(): void {
    if (this.#isGiving || !this.#options.started()) return;
    this.#isGiving = true;
    while (!this.concurrency.full) {
      const lane = this.#lanes.take(this.concurrency.alone?.lane);
      if (lane === undefined) break;
      const message = lane.head;
      if (message === undefined || message.gone) {
        this.#lanes.finish(lane);
        continue;
      }
      if (this.#options.breaker.isOpen || this.#options.stopping() || !this.concurrency.mayRun(message)) {
        this.#lanes.putBack(lane);
        break;
      }
      this.#begin(message);
    }
    this.#isGiving = false;
  }

  /** Never throws. Not `async`, and nothing that it calls for an ordinary message is: a promise of its own costs more than all the rest of a turn. */
  #begin(message: InFlightMessage): void {
    this.concurrency.begin(message);
    try {
      const begun = attempt(message, this.#attempts);
      if (begun instanceof HandlerRun)
        void begun.reply?.then(
          (reply) => this.#returned(message, begun, reply),
          (error: unknown) => this.#threw(message, begun, error),
        );
      else this.#decided(message, begun);
    } catch (error) {
      void this.#surprise(message, error);
    }
  }

  #returned(message: InFlightMessage, run: HandlerRun, reply: Outgoing | undefined): void {
    try {
      this.#decided(message, run.returned(reply));
    } catch (error) {
      void this.#surprise(message, error);
    }
  }

  #threw(message: InFlightMessage, run: HandlerRun, error: unknown): void {
    try {
      this.#decided(message, run.threw(error));
    } catch (second) {
      void this.#surprise(message, second);
    }
  }

  #decided(message: InFlightMessage, decision: Decision | Promise<Decision>): void {
    if (decision instanceof Promise || !onlyAcknowledges(decision) || message.delivery.signal.aborted)
      return void this.#follow(message, decision);
    const settling = this.#options.settlement.settle(message, decision.ending);
    if (settling === undefined) {
      this.#end(message);
      return;
    }
    // Others need not wait for the broker.
    this.concurrency.settle(message);
    this.give();
    settling.then(
      () => this.#end(message),
      (error: unknown) => this.#surprise(message, error),
    );
  }

  async #follow(message: InFlightMessage, deciding: Decision | Promise<Decision>): Promise<void> {
    const { settlement, drop } = this.#options;
    try {
      const decision = await deciding;
      if (message.delivery.signal.aborted) drop(message);
      else if (decision.kind !== "settle") await this.#goOn(message, decision);
      else if (onlyAcknowledges(decision)) return this.#decided(message, decision);
      else await settlement.settle(message, decision.ending);
    } catch (error) {
      return await this.#surprise(message, error);
    }
    this.#end(message);
  }

  #end(message: InFlightMessage): void {
    this.concurrency.end(message);
    this.give();
  }

  /** A fatal error, or a mistake of ours about this message, which is then this message's own. Going on without either would leave one that nobody settles. */
  async #surprise(message: InFlightMessage, error: unknown): Promise<void> {
    const { plan, fatal, settlement } = this.#options;
    try {
      if (error instanceof FatalError) fatal(error);
      else await settlement.settle(message, { outcome: "dead-lettered", cause: "internal error", error });
    } catch (second) {
      fatal(
        second instanceof FatalError ? second : new FatalError(`internal error in ${plan.name}: ${sentence(second)}`, { cause: second }),
      );
    }
    this.#end(message);
  }

  async #goOn(message: InFlightMessage, decision: Exclude<Decision, { readonly kind: "settle" }>): Promise<void> {
    const { monitor, clock, breaker, drop, settlement, fatal } = this.#options;
    if (this.#options.stopping()) {
      if (decision.kind === "retry") await this.#remember(message);
      return await settlement.handBack(message);
    }
    switch (decision.kind) {
      case "retry":
        monitor.retry(message, decision.error, decision.delay);
        await this.#remember(message);
        this.#park(message, (lane) => {
          message.wake = clock.after(decision.delay, () => {
            this.#lanes.unpark(lane);
            this.give();
          });
        });
        return;
      case "pause":
        breaker.trip(decision.error);
        this.#park(message, (lane) => this.#paused.add(lane));
        return;
      case "void":
        return drop(message);
      case "fatal":
        monitor.settled(message, { outcome: "fatal", error: decision.error });
        return fatal(decision.error);
      default:
        return assertNever(decision);
    }
  }

  #park({ lane }: InFlightMessage, waiting: (lane: Lane<InFlightMessage>) => void): void {
    if (lane === undefined) return;
    this.#lanes.park(lane);
    waiting(lane);
  }

  #remember({ delivery, spent }: InFlightMessage): Promise<void> {
    return quietly(this.#options.plan.log, "remember the failed run", () => delivery.failed(spent));
  }

  #stuck(message: InFlightMessage, is: boolean): void {
    const { plan, monitor, fatal } = this.#options;
    this.concurrency.stuck(message, is);
    if (is) message.left();
    monitor.stuck(message, is);
    if (this.concurrency.exhausted)
      fatal(
        new FatalError(
          `${plan.name}: all ${plan.concurrency} handler places are taken by runs that neither end nor heed their AbortSignal`,
        ),
      );
    this.give();
  }
}

type Acknowledging = Decision & { readonly kind: "settle"; readonly ending: Ending & { readonly outcome: "handled" | "skipped" } };

/** Only the acknowledgement is left: nothing is sent that others would have to wait for. */
function onlyAcknowledges(decision: Decision): decision is Acknowledging {
  if (decision.kind !== "settle") return false;
  const { ending } = decision;
  return ending.outcome === "skipped" || (ending.outcome === "handled" && ending.reply === undefined);
}
