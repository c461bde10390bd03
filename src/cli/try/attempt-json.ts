import type { PerformedCall } from "boost-gen/testing";
import { sentenceOf } from "./attempt-rows.ts";
import type { Attempted } from "./trial.ts";

/** What `--json` prints of a message, one object a line. `version` grows when a field changes its meaning or goes. */
export interface TriedJson {
  readonly version: 1;
  readonly action: "receive" | "send";
  readonly operation: string;
  readonly message: string;
  /** `example "two-items"`, `made up`; absent where there was nothing to try. */
  readonly specimen?: string;
  /** Where the document has it: `specs/orders.yaml:84:11`. */
  readonly place: string;
  /** False counts for the exit code. */
  readonly ok: boolean;
  /** `waits`: its source would pause. `stub`: the handler is not written yet. */
  readonly outcome: "handled" | "skipped" | "dead-lettered" | "fatal" | "waits" | "stub" | "not-sent" | "not-tried" | "valid" | "invalid";
  readonly address?: string;
  readonly key?: string;
  readonly payload?: unknown;
  readonly attempts?: number;
  /** Of the dead letter: `invalid: schema`, `rejected`, … */
  readonly cause?: string;
  /** A sentence. */
  readonly error?: string;
  readonly deadLetter?: string;
  readonly workflows?: readonly CalledJson[];
  readonly published?: readonly { readonly address: string; readonly payload: unknown }[];
  /** Lines that the handler wrote. */
  readonly log?: readonly { readonly level: string; readonly text: string }[];
}

interface CalledJson {
  readonly kind: string;
  readonly type?: string;
  readonly workflowId: string;
  readonly taskQueue?: string;
  readonly signal?: string;
  readonly update?: string;
  readonly staticSummary?: string;
  /** Of the rule in the document. */
  readonly place?: string;
  /** `started`, `duplicate`, `conflict`, `delivered`, `ignored`, or `refused` with an `error`. */
  readonly outcome: string;
  readonly error?: string;
}

type Rule = PerformedCall["call"]["rule"];

/** What became of a message that was received. */
export function attemptJson(
  { settlement, calls, published, deadLetter, failure, said }: Attempted,
  ok: boolean,
  placeOf: (rule: Rule) => string | undefined,
): Pick<TriedJson, "ok" | "outcome"> & Partial<TriedJson> {
  const { outcome, attempts, cause, error } = settlement;
  const isStub = failure?.error instanceof Error && failure.error.name === "HandlerNotWritten";
  const thrown: unknown = failure?.error ?? error;
  return {
    ok,
    outcome: failure?.waits === true ? (isStub ? "stub" : "waits") : outcome,
    attempts,
    ...(cause === undefined ? {} : { cause }),
    ...(thrown === undefined ? {} : { error: sentenceOf(thrown) }),
    ...(deadLetter === undefined ? {} : { deadLetter: deadLetter.storedIn }),
    workflows: calls.map((performed) => calledJson(performed, placeOf(performed.call.rule))),
    published: published.map(({ address, payload }) => ({ address, payload: plain(payload) })),
    log: said,
  };
}

function calledJson(performed: PerformedCall, place: string | undefined): CalledJson {
  const { kind, rule, workflowId, taskQueue, signal, update, staticSummary } = performed.call;
  return {
    kind,
    ...(rule.type === undefined ? {} : { type: rule.type }),
    workflowId,
    ...(taskQueue === undefined ? {} : { taskQueue }),
    ...(signal === undefined ? {} : { signal: signal.name }),
    ...(update === undefined ? {} : { update: update.name }),
    ...(staticSummary === undefined ? {} : { staticSummary }),
    ...(place === undefined ? {} : { place }),
    ...("error" in performed ? { outcome: "refused", error: sentenceOf(performed.error) } : { outcome: performed.outcome.kind }),
  };
}

/** Bytes have no JSON of their own. */
export function plain(payload: unknown): unknown {
  return payload instanceof Uint8Array ? { base64: Buffer.from(payload).toString("base64") } : payload;
}
