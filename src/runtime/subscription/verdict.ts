/** What becomes of a message after a run, or instead of one. Pure, on one screen. @see src/runtime/README.md#failures-retries-and-pauses */
import { assertNever } from "../ground/assert-never.ts";
import { InvalidMessage, isSchemaDenied, kindOf } from "../ground/errors.ts";
import { backOff, type Retry } from "./back-off.ts";
import type { Ending } from "./outcome.ts";

export type Verdict =
  | { readonly kind: "settle"; readonly ending: Ending }
  | { readonly kind: "retry"; readonly delay: number; readonly error: unknown }
  | { readonly kind: "pause"; readonly error: unknown }
  | { readonly kind: "fatal"; readonly error: unknown };

/** Runs beyond `attempts` that a message gets alone, because earlier ones ended with the process; then it is dead without a run. */
const spareRuns = 5;

/** An infrastructure failure that one message keeps having while everything else answers is the message's own. */
export const suspicions = 3;

/** `proven`: those of the prior runs that certainly began. A bound also counts deliveries that were handed back; it alone must not condemn a message. */
export function beforeRun(prior: number, proven: number, retry: Retry): Verdict | undefined {
  if (prior < retry.attempts + spareRuns || proven < spareRuns) return undefined;
  const error = new Error(`the process died in each of ${prior} runs, or was killed`);
  return dead("process died", error);
}

/**
 * `runs`: spent so far, this one and those of earlier deliveries included. `suspected`: infrastructure failures of this message,
 * this one included, during which the probe was green.
 */
export function afterFailure(error: unknown, runs: number, suspected: number, retry: Retry): Verdict {
  const kind = kindOf(error);
  switch (kind) {
    case "invalid":
      return dead(error instanceof InvalidMessage ? `invalid: ${error.code}` : "invalid", error);
    case "rejected":
      return dead("rejected", error);
    case "fatal":
      return { kind: "fatal", error };
    case "infrastructure":
      return suspected < suspicions ? { kind: "pause", error } : bounded(error, runs, retry);
    case "transient":
      return bounded(error, runs, retry);
    default:
      return assertNever(kind);
  }
}

function dead(cause: string, error: unknown): Verdict {
  return { kind: "settle", ending: { outcome: "dead-lettered", cause, error } };
}

function bounded(error: unknown, runs: number, retry: Retry): Verdict {
  if (runs >= retry.attempts) return dead(isSchemaDenied(error) ? "schema unknown" : "attempts exhausted", error);
  return { kind: "retry", delay: backOff(runs, retry), error };
}
