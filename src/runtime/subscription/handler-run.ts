import type { Outgoing } from "../brokers/broker.ts";
import type { Clock } from "../ground/clock.ts";
import { ConnectionError, HandlerTimeout, kindOf, PauseSource, ServerSideError } from "../ground/errors.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import type { Deadlines, Limited } from "./deadlines.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import { LazyAbort } from "./lazy-abort.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import type { OperationSettings } from "./settings.ts";
import { afterFailure, suspicions, type Verdict } from "./verdict.ts";

/** `void`: the broker took the message away, or the process is going down; nobody asks for it any more. */
export type Decision = Verdict | { readonly kind: "void" };

export interface HandlerRunOptions {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly breaker: CircuitBreaker;
  readonly monitor: SubscriptionMonitor;
  /** The run has not settled `stuckAfter` milliseconds after its deadline; called with false if it does after all. */
  readonly stuck: (message: InFlightMessage, is: boolean) => void;
}

const stuckAfter = 5_000;
const handled: Decision = { kind: "settle", ending: { outcome: "handled" } };

/**
 * One run of a handler: its deadline, and what it comes to. The deadline fires the AbortSignal and nothing else: whoever runs the handler waits until it
 * settles, however long that takes. One object and no function that waits, because each of those is paid for each message.
 */
export class HandlerRun extends LazyAbort implements Limited {
  readonly begin: number;
  earlier: Limited | undefined;
  later: Limited | undefined;
  /** Settles when the handler does. */
  reply: Promise<Outgoing | undefined> | undefined;
  readonly #message: InFlightMessage;
  readonly #settings: OperationSettings;
  readonly #options: HandlerRunOptions;
  /** Of the time after which a run that is late is stuck. */
  #cancel: (() => void) | undefined;
  #isStuck = false;

  constructor(message: InFlightMessage, settings: OperationSettings, options: HandlerRunOptions) {
    super();
    this.#message = message;
    this.#settings = settings;
    this.#options = options;
    this.begin = options.clock.monotonic();
    options.deadlines.begin(this, settings.timeout);
    message.begun += 1;
    message.controller = this;
  }

  /** The handler has returned. One that leaves early when it is told to must not count as done. */
  returned(reply: Outgoing | undefined): Decision | Promise<Decision> {
    this.#over();
    if (this.aborted) return this.#aborted();
    this.#options.breaker.handled();
    // What a handler returns where no reply is described means nothing.
    if (reply === undefined || this.#settings.operation.reply === undefined) return handled;
    return { kind: "settle", ending: { outcome: "handled", reply } };
  }

  threw(error: unknown): Decision | Promise<Decision> {
    this.#over();
    return this.aborted ? this.#aborted() : failed(this.#message, this.#settings, error, this.#options.breaker);
  }

  #over(): void {
    const { monitor, stuck, clock, deadlines } = this.#options;
    deadlines.over(this, this.#settings.timeout);
    this.#cancel?.();
    if (this.#isStuck) stuck(this.#message, false);
    this.#message.controller = undefined;
    monitor.ran(clock.monotonic() - this.begin);
  }

  /** Too late, or void: whatever the handler did, nobody asks for it any more. */
  #aborted(): Decision | Promise<Decision> {
    if (!(this.reason instanceof HandlerTimeout)) return { kind: "void" };
    return failed(this.#message, this.#settings, this.reason, this.#options.breaker);
  }

  /** Its deadline has come. */
  late(): void {
    const { clock, stuck } = this.#options;
    this.abort(new HandlerTimeout(`the handler took longer than its timeout of ${this.#settings.timeout} ms`));
    this.#cancel = clock.after(stuckAfter, () => {
      this.#isStuck = true;
      stuck(this.#message, true);
    });
  }
}

/** What becomes of a message whose run failed. Waits only where it has to ask who is away. */
export function failed(
  message: InFlightMessage,
  { retry }: Pick<OperationSettings, "retry">,
  error: unknown,
  breaker: CircuitBreaker,
): Verdict | Promise<Verdict> {
  if (kindOf(error) === "infrastructure") return somethingIsAway(message, { retry }, error, breaker);
  return afterFailure(error, message.spent, message.suspected, retry);
}

async function somethingIsAway(
  message: InFlightMessage,
  { retry }: Pick<OperationSettings, "retry">,
  error: unknown,
  breaker: CircuitBreaker,
): Promise<Verdict> {
  // Tripped at once unless this message is the suspect: the ping may take as long as Temporal's deadline.
  if (message.suspected < suspicions - 1) breaker.trip(error);
  if (await isSuspect(message, error, breaker)) message.suspected += 1;
  message.handledBefore = breaker.handledSoFar;
  const verdict = afterFailure(error, message.spent, message.suspected, retry);
  if (verdict.kind === "pause") message.free += 1;
  return verdict;
}

/**
 * Whether a failure that should be everybody's may be this message's own. Where a handler says that something is away and gives no probe,
 * broker and Temporal know nothing of it; that other messages were handled since it last said so does.
 */
async function isSuspect(message: InFlightMessage, error: unknown, breaker: CircuitBreaker): Promise<boolean> {
  if (error instanceof ServerSideError) return false;
  const isUnknown = error instanceof PauseSource && !(error instanceof ConnectionError) && error.probe === undefined;
  const { handledBefore } = message;
  if (isUnknown && (handledBefore === undefined || handledBefore === breaker.handledSoFar)) return false;
  return await breaker.green(error);
}
