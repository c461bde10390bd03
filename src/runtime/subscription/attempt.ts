/** One look at a message: read it, run its handler, and decide what becomes of it. Nothing is settled here. */
import type { Capabilities, Outgoing } from "../brokers/broker.ts";
import type { Clock } from "../clock.ts";
import { kindOf, OverloadedError } from "../errors.ts";
import { Deadline } from "./deadline.ts";
import type { Held } from "./held.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import type { Reading } from "./reading.ts";
import type { OperationSettings, SubscriptionSettings } from "./settings.ts";
import type { SourceGate } from "./source-gate.ts";
import { afterFailure, beforeRun, suspicions, type Verdict } from "./verdict.ts";
import { Withdrawal } from "./withdrawal.ts";

export type Decision =
  | Verdict
  | { readonly kind: "reply"; readonly reply: Outgoing }
  | { readonly kind: "skipped"; readonly reason: string }
  | { readonly kind: "void" };

export interface AttemptOptions {
  readonly settings: SubscriptionSettings;
  readonly capabilities: Capabilities;
  readonly clock: Clock;
  readonly gate: SourceGate;
  readonly monitor: SubscriptionMonitor;
  readonly read: (held: Held) => Reading;
  /** Calls the user's handler; resolves to the reply that it wants sent. */
  readonly handle: (held: Held, reading: Reading & { kind: "ours" }, withdrawal: Withdrawal) => Promise<Outgoing | undefined>;
  readonly stuck: (held: Held, is: boolean) => void;
}

/** Each frame is paid for each message, so only what waits is `async`. */
export function attempt(held: Held, options: AttemptOptions): Promise<Decision> {
  return options.settings.atMostOnce && !held.acknowledged ? acknowledgeFirst(held, options) : decide(held, options);
}

async function acknowledgeFirst(held: Held, options: AttemptOptions): Promise<Decision> {
  try {
    await held.delivery.acknowledge();
  } catch (error) {
    return { kind: "pause", error };
  }
  held.acknowledged = true;
  return await decide(held, options);
}

function decide(held: Held, options: AttemptOptions): Promise<Decision> {
  const { settings } = options;
  // Kept from finding its lane until the first run; later runs read afresh, so that none sees what another did to the payload.
  const reading = held.reading ?? options.read(held);
  held.reading = undefined;
  if (reading.kind === "skip") return Promise.resolve({ kind: "skipped", reason: reading.reason });
  if (reading.kind === "invalid") return Promise.resolve(afterFailure(reading.error, 0, 0, settings.retry));
  const own = settings.operations.get(reading.member);
  if (own === undefined) throw new Error(`no settings for "${reading.member}"`);
  held.operation = own.operation.key;
  const proven = options.capabilities.countsAttempts === "exact" ? held.spent : (held.delivery.provenRuns ?? 0);
  const verdict = beforeRun(held.spent, proven, own.retry);
  return verdict === undefined ? run(held, reading, own, options) : Promise.resolve(verdict);
}

const done: Decision = { kind: "done" };

async function run(held: Held, reading: Reading & { kind: "ours" }, own: OperationSettings, options: AttemptOptions): Promise<Decision> {
  if (held.delivery.careful) {
    try {
      await held.delivery.begins?.(held.spent + 1);
    } catch (error) {
      return { kind: "pause", error };
    }
  }
  if (held.delivery.signal.aborted) return { kind: "void" };
  held.begun += 1;
  const withdrawal = new Withdrawal();
  const begin = performance.now();
  held.withdrawal = withdrawal;
  const deadline = new Deadline({ timeout: own.timeout, clock: options.clock, withdrawal, stuck: (is) => options.stuck(held, is) });
  let reply: Outgoing | undefined;
  let failure: { readonly error: unknown } | undefined;
  try {
    reply = await options.handle(held, reading, withdrawal);
  } catch (error) {
    failure = { error };
  }
  const end = deadline.over();
  held.withdrawal = undefined;
  options.monitor.ran(performance.now() - begin);
  if (end === "void") return { kind: "void" };
  if (end === "late") return await failed(held, own, withdrawal.reason, options.gate);
  if (failure !== undefined) return await failed(held, own, failure.error, options.gate);
  // What a handler returns where no reply is described means nothing.
  return reading.operation.reply === undefined || reply === undefined ? done : { kind: "reply", reply };
}

async function failed(held: Held, own: OperationSettings, error: unknown, gate: SourceGate): Promise<Verdict> {
  if (kindOf(error) === "infrastructure") {
    // Closed at once unless this message is the suspect: the ping may take as long as Temporal's deadline.
    if (held.suspected < suspicions - 1) gate.close(error);
    if (!(error instanceof OverloadedError) && (await gate.green(error))) held.suspected += 1;
  }
  const verdict = afterFailure(error, held.spent, held.suspected, own.retry);
  if (verdict.kind === "pause") held.free += 1;
  return verdict;
}
