import type { Limits } from "../decode/limits.ts";
import type { OperationDefinition, ServerDefinition, Template } from "../ground/contract.ts";
import type { Retry } from "./back-off.ts";

/** How one operation's messages are run; every default filled in. */
export interface OperationSettings {
  readonly operation: OperationDefinition;
  /** Milliseconds. */
  readonly timeout: number;
  readonly retry: Retry;
}

/** What the engine knows beyond the plan that the broker gets. */
export interface SubscriptionSettings {
  /** Of the document's server; decides how addresses are read. */
  readonly protocol: string;
  readonly server: Pick<ServerDefinition, "binding">;
  /** Member of `channel.messages` → the operation that receives it. */
  readonly operations: ReadonlyMap<string, OperationSettings>;
  /** Back-off of the source when it pauses, and of messages that belong to no operation. */
  readonly retry: Retry;
  readonly orderBy: Template | undefined;
  readonly idFromBody: boolean;
  readonly atMostOnce: boolean;
  readonly tombstone: "skip" | "handler" | "invalid" | undefined;
  readonly unmatched: "dead-letter" | "skip";
  readonly foreign: "dead-letter" | "skip";
  /** A message of which no dead letter can be stored, not even one without headers and body. */
  readonly unstorable: "stop" | "skip";
  readonly limits: Limits;
}
