/** One look at a message: read it, run its handler, and decide what becomes of it. Nothing is settled here. */
import type { Capabilities, Outgoing } from "../brokers/broker.ts";
import type { SchemaNeeded } from "../decode/frame.ts";
import type { Clock } from "../ground/clock.ts";
import { ConnectionError, kindOf, PauseSource, ServerSideError } from "../ground/errors.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import { Deadline } from "./deadline.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import { LazyAbort } from "./lazy-abort.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import type { Reading } from "./reading.ts";
import type { OperationSettings, SubscriptionSettings } from "./settings.ts";
import { afterFailure, beforeRun, suspicions, type Verdict } from "./verdict.ts";

/** `void`: the broker took the message away, or the process is going down; nobody asks for it any more. */
export type Decision = Verdict | { readonly kind: "void" };

export interface AttemptOptions {
  readonly settings: SubscriptionSettings;
  readonly capabilities: Capabilities;
  readonly clock: Clock;
  readonly breaker: CircuitBreaker;
  readonly monitor: SubscriptionMonitor;
  readonly read: (message: InFlightMessage) => Reading;
  /** Resolves when the message can be read again. */
  readonly fetch: (needed: SchemaNeeded) => Promise<void>;
  /** Calls the user's handler; resolves to the reply that it wants sent. */
  readonly handle: (message: InFlightMessage, reading: Reading & { kind: "ours" }, controller: LazyAbort) => Promise<Outgoing | undefined>;
  readonly stuck: (message: InFlightMessage, is: boolean) => void;
}

/** Each frame is paid for each message, so only what waits is `async`. */
export function attempt(message: InFlightMessage, options: AttemptOptions): Promise<Decision> {
  return options.settings.atMostOnce && !message.acknowledged ? acknowledgeFirst(message, options) : beginning(message, options);
}

async function acknowledgeFirst(message: InFlightMessage, options: AttemptOptions): Promise<Decision> {
  try {
    await message.delivery.acknowledge();
  } catch (error) {
    return { kind: "pause", error };
  }
  message.acknowledged = true;
  return await beginning(message, options);
}

function beginning(message: InFlightMessage, options: AttemptOptions): Promise<Decision> {
  return message.delivery.careful ? carefully(message, options) : decide(message, options);
}

/** Earlier runs may have ended the process, and what ended it may be the reading: so the run is counted, and a hopeless message given up, before that. */
async function carefully(message: InFlightMessage, options: AttemptOptions): Promise<Decision> {
  const verdict = hopeless(message, options);
  if (verdict !== undefined) return verdict;
  try {
    await message.begins();
  } catch (error) {
    return { kind: "pause", error };
  }
  return await decide(message, options);
}

function decide(message: InFlightMessage, options: AttemptOptions): Promise<Decision> {
  const { settings } = options;
  // Kept from finding its lane until the first run; later runs read afresh, so that none sees what another did to the payload.
  const reading = message.reading ?? options.read(message);
  message.reading = undefined;
  if (reading.kind === "unfetched") return fetching(message, reading.needed, options);
  if (reading.kind === "skip") return Promise.resolve({ kind: "settle", ending: { outcome: "skipped", reason: reading.reason } });
  if (reading.kind === "invalid") return Promise.resolve(afterFailure(reading.error, 0, 0, settings.retry));
  const own = settings.operations.get(reading.member);
  if (own === undefined) throw new Error(`no settings for "${reading.member}"`);
  message.operation = own.operation.key;
  return run(message, reading, own, options);
}

/** The only reading that waits: a schema that nobody here has seen yet. What keeps it from coming is a run that failed. */
async function fetching(message: InFlightMessage, needed: SchemaNeeded, options: AttemptOptions): Promise<Decision> {
  try {
    await options.fetch(needed);
  } catch (error) {
    if (message.delivery.signal.aborted) return { kind: "void" };
    message.begun += 1;
    return await failed(message, options.settings, error, options.breaker);
  }
  return message.delivery.signal.aborted ? { kind: "void" } : await decide(message, options);
}

/** Decided without a look at the message. */
export function hopeless(
  message: InFlightMessage,
  { capabilities, settings }: Pick<AttemptOptions, "capabilities" | "settings">,
): Verdict | undefined {
  const proven = capabilities.countsAttempts === "exact" ? message.spent : (message.delivery.provenRuns ?? 0);
  const most = Math.max(settings.retry.attempts, ...[...settings.operations.values()].map(({ retry }) => retry.attempts));
  return beforeRun(message.spent, proven, { ...settings.retry, attempts: most });
}

const handled: Decision = { kind: "settle", ending: { outcome: "handled" } };

async function run(
  message: InFlightMessage,
  reading: Reading & { kind: "ours" },
  own: OperationSettings,
  options: AttemptOptions,
): Promise<Decision> {
  if (message.delivery.signal.aborted) return { kind: "void" };
  message.begun += 1;
  const controller = new LazyAbort();
  const begin = performance.now();
  message.controller = controller;
  const deadline = new Deadline({ timeout: own.timeout, clock: options.clock, controller, stuck: (is) => options.stuck(message, is) });
  let reply: Outgoing | undefined;
  let failure: { readonly error: unknown } | undefined;
  try {
    reply = await options.handle(message, reading, controller);
  } catch (error) {
    failure = { error };
  }
  const end = deadline.over();
  message.controller = undefined;
  options.monitor.ran(performance.now() - begin);
  if (end === "void") return { kind: "void" };
  if (end === "late") return await failed(message, own, controller.reason, options.breaker);
  if (failure !== undefined) return await failed(message, own, failure.error, options.breaker);
  options.breaker.handled();
  // What a handler returns where no reply is described means nothing.
  return reading.operation.reply === undefined || reply === undefined ? handled : { kind: "settle", ending: { outcome: "handled", reply } };
}

async function failed(
  message: InFlightMessage,
  own: Pick<OperationSettings, "retry">,
  error: unknown,
  breaker: CircuitBreaker,
): Promise<Verdict> {
  if (kindOf(error) === "infrastructure") {
    // Tripped at once unless this message is the suspect: the ping may take as long as Temporal's deadline.
    if (message.suspected < suspicions - 1) breaker.trip(error);
    if (await isSuspect(message, error, breaker)) message.suspected += 1;
    message.handledBefore = breaker.handledSoFar;
  }
  const verdict = afterFailure(error, message.spent, message.suspected, own.retry);
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
