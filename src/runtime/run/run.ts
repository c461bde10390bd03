import type { Identity } from "../decode/identity.ts";
import type { Facts } from "../expressions/evaluate.ts";
import type { HandlerContext } from "../ground/context.ts";
import type { Logger } from "../ground/log.ts";
import type { WorkflowOutcome } from "../workflows/workflow-starter.ts";
import type { Occurrences } from "./occurrences.ts";

/** What the calls that a handler makes need to know of the run that makes them. */
export interface Run {
  /** Facts of the message as it was received; a handler may pass another payload. */
  readonly facts: Facts;
  /** Key of the operation that receives it. */
  readonly operation: string;
  /** Member of the message in its channel. */
  readonly message: string;
  readonly identity: Identity;
  /** Hex sha256 of the body. */
  readonly digest: () => string;
  readonly correlationId: string | undefined;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Messages published so far in this run. */
  published: number;
  /** Calls to Temporal so far in this run. */
  readonly called: Occurrences;
  /** Told of each call to Temporal that came to something, and how many milliseconds it took. */
  readonly performed: (outcome: WorkflowOutcome["kind"], milliseconds: number) => void;
}

export type Handler = (message: unknown, context: HandlerContext<object, object, unknown, unknown, unknown>) => unknown;
