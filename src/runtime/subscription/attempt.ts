/** One look at a message: read it, begin a run of its handler, and decide what becomes of it. Nothing is settled here. */
import type { Capabilities, Outgoing } from "../brokers/broker.ts";
import type { SchemaNeeded } from "../decode/frame.ts";
import { type Decision, failed, HandlerRun, type HandlerRunOptions } from "./handler-run.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import type { LazyAbort } from "./lazy-abort.ts";
import type { Reading } from "./reading.ts";
import type { SubscriptionSettings } from "./settings.ts";
import { afterFailure, beforeRun, type Verdict } from "./verdict.ts";

/** What comes of a look: decided at once, later, or by a handler that runs. */
export type Attempt = Decision | Promise<Decision> | HandlerRun;

export interface AttemptOptions extends HandlerRunOptions {
  readonly settings: SubscriptionSettings;
  readonly capabilities: Capabilities;
  readonly read: (message: InFlightMessage) => Reading;
  /** Resolves when the message can be read again. */
  readonly fetch: (needed: SchemaNeeded) => Promise<void>;
  /** Calls the user's handler; resolves to the reply that it wants sent. */
  readonly handle: (message: InFlightMessage, reading: Reading & { kind: "ours" }, controller: LazyAbort) => Promise<Outgoing | undefined>;
}

/** Each promise is paid for each message, so only what waits is `async`. */
export function attempt(message: InFlightMessage, options: AttemptOptions): Attempt {
  return options.settings.atMostOnce && !message.acknowledged ? acknowledgeFirst(message, options) : beginning(message, options);
}

async function acknowledgeFirst(message: InFlightMessage, options: AttemptOptions): Promise<Decision> {
  try {
    await message.delivery.acknowledge();
  } catch (error) {
    return { kind: "pause", error };
  }
  message.acknowledged = true;
  return await decided(beginning(message, options));
}

function beginning(message: InFlightMessage, options: AttemptOptions): Attempt {
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
  return await decided(decide(message, options));
}

/** For those who wait anyhow. */
async function decided(begun: Attempt): Promise<Decision> {
  if (!(begun instanceof HandlerRun)) return await begun;
  let reply: Outgoing | undefined;
  try {
    reply = await begun.reply;
  } catch (error) {
    return await begun.threw(error);
  }
  return await begun.returned(reply);
}

function decide(message: InFlightMessage, options: AttemptOptions): Attempt {
  const { settings } = options;
  // Kept from finding its lane until the first run; later runs read afresh, so that none sees what another did to the payload.
  const reading = message.reading ?? options.read(message);
  message.reading = undefined;
  if (reading.kind === "unfetched") return fetching(message, reading.needed, options);
  if (reading.kind === "skip") return { kind: "settle", ending: { outcome: "skipped", reason: reading.reason } };
  if (reading.kind === "invalid") return afterFailure(reading.error, 0, 0, settings.retry);
  const own = settings.operations.get(reading.member);
  if (own === undefined) throw new Error(`no settings for "${reading.member}"`);
  message.operation = own.operation.key;
  if (message.delivery.signal.aborted) return { kind: "void" };
  const run = new HandlerRun(message, own, options);
  try {
    run.reply = options.handle(message, reading, run);
  } catch (error) {
    return run.threw(error);
  }
  return run;
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
  return message.delivery.signal.aborted ? { kind: "void" } : await decided(decide(message, options));
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
