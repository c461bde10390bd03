/** What became of a delivery: the one vocabulary of what a run decides, `Settlement` carries out and the monitor tells. */
import type { Delivery, Outgoing } from "../brokers/broker.ts";

/** How the broker is told that a message is done with. */
export type Ending =
  | { readonly outcome: "handled"; readonly reply?: Outgoing }
  | { readonly outcome: "skipped"; readonly reason: string }
  | { readonly outcome: "dead-lettered"; readonly cause: string; readonly error: unknown };

/** `lost`: at-most-once, and the process ended before the message was handled. */
export type Outcome = Ending | { readonly outcome: "handed-back" | "lost" } | { readonly outcome: "fatal"; readonly error: unknown };

/** The outcome stands inside it: one object with the members of both costs a message four microseconds. */
export interface SettledDelivery {
  readonly end: Outcome;
  readonly subscription: string;
  readonly delivery: Delivery;
  readonly attempts: number;
  /** When it arrived, as `performance.now()` tells. */
  readonly since: number;
  /** Key of the operation that received it, once that was known. */
  readonly operation: string | undefined;
  /** Id of the workflow that it reached last. */
  readonly workflow: string | undefined;
}
