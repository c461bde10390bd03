/**
 * The seam between the core and Temporal. The core picks the rule, evaluates every template and hands over plain values;
 * a starter makes the call, once, and says what came of it. `src/runtime/temporal` has the real one, `src/testing` one that records.
 */
import type { WorkflowRuleDefinition } from "../ground/contract.ts";
import type { Logger } from "../ground/log.ts";

export interface WorkflowStarter {
  /**
   * Makes the call that `call.kind` names. Idempotent per `call.delivery.id`. @see src/runtime/README.md#starting-and-signalling
   * @throws InvalidMessage (Temporal will never take it), RejectMessage (`onClosed`, `onMissing`, `onConflict: reject`, update refused),
   * ConnectionError (Temporal is away or refuses us; with `retryAfter` on RESOURCE_EXHAUSTED), TransientFailure (`onMissing: retry`, an update's deadline).
   */
  perform(call: WorkflowCall): Promise<WorkflowOutcome>;
  /** Resolves when Temporal answers for our namespace now; rejects with a ConnectionError otherwise. Readiness and probes ask it. Connects when needed. */
  ping(): Promise<void>;
  /** Ends the client connection. Idempotent. No call may follow. */
  close(): Promise<void>;
}

/** One call, every template evaluated. Policies, timeouts and the retry policy are read from `rule`. */
export interface WorkflowCall {
  readonly kind: WorkflowRuleDefinition["kind"];
  readonly rule: WorkflowRuleDefinition;
  /** Checked by the core: no control characters, 1 to 1,000 bytes. */
  readonly workflowId: string;
  /** Override, rule, environment or document's default, in this order; `undefined` where no one says (an error for what starts). */
  readonly taskQueue: string | undefined;
  /** Arguments of the workflow; empty for a bare signal or update. */
  readonly args: readonly unknown[];
  readonly signal?: { readonly name: string; readonly args: readonly unknown[] };
  /** `id`: from the rule's expression, else the delivery's id where that may identify, else `undefined`: a random one. */
  readonly update?: { readonly name: string; readonly args: readonly unknown[]; readonly id: string | undefined };
  readonly memo: { readonly [key: string]: unknown };
  readonly searchAttributes: readonly { readonly name: string; readonly type: string; readonly value: unknown }[];
  /** For Temporal's user interface: one line, and several. */
  readonly staticSummary?: string;
  readonly staticDetails?: string;
  readonly fairnessKey?: string;
  readonly versioningOverride?:
    | { readonly pinnedTo: { readonly deploymentName: string; readonly buildId: string } }
    | { readonly behavior: "auto-upgrade" };
  /** Which of several equal calls that this run makes, from 0. */
  readonly nth: number;
  readonly delivery: {
    readonly id: string;
    /** False when `id` is only a hash of the body, which equal messages share: then it must not feed request ids. */
    readonly identifies: boolean;
    /** Hex sha256 of the body, for the memo and the comparison of duplicates. */
    readonly digest: string;
  };
  /** Fires at the handler's deadline, on shutdown, or when the broker took the message away. */
  readonly abort: AbortSignal;
  readonly log: Logger;
}

export type WorkflowOutcome =
  /** `duplicate`: this very message had started it before. `conflict`: another message had, and the rule says acknowledge. */
  | { readonly kind: "started" | "duplicate" | "conflict"; readonly workflowId: string; readonly runId: string | undefined }
  /** Signal or update arrived; `result` is what an update returned. */
  | { readonly kind: "delivered"; readonly workflowId: string; readonly runId: string | undefined; readonly result: unknown }
  /** `onMissing: ignore` or `onClosed: ignore` applied. */
  | { readonly kind: "ignored"; readonly workflowId: string; readonly reason: "missing" | "closed" };
