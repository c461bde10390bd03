import type { WorkflowStartOptions } from "@temporalio/client";
import { ConfigurationError, InvalidMessage } from "../ground/errors.ts";
import type { WorkflowCall } from "../workflows/workflow-starter.ts";

type StartOptions = Omit<WorkflowStartOptions, "args"> & { args: unknown[] };

const reuse = {
  "reject-duplicate": "REJECT_DUPLICATE",
  "allow-duplicate": "ALLOW_DUPLICATE",
  "allow-duplicate-failed-only": "ALLOW_DUPLICATE_FAILED_ONLY",
} as const;

const conflict = { fail: "FAIL", "use-existing": "USE_EXISTING", "terminate-existing": "TERMINATE_EXISTING" } as const;

/** Which message began the run; `describe()` finds it again when another start is refused. */
export interface BoostMemo {
  readonly id: string;
  readonly digest: string;
}

/** Everything that begins a run, default policies filled in. @see src/runtime/README.md#starting-and-signalling */
export function startOptionsOf(call: WorkflowCall): StartOptions {
  const { rule, taskQueue } = call;
  if (taskQueue === undefined) {
    throw new ConfigurationError(
      `workflow "${rule.type}" has no task queue: name one in x-temporal, in the options or in TEMPORAL_TASK_QUEUE`,
    );
  }
  const boost: BoostMemo = { id: call.delivery.id, digest: call.delivery.digest };
  const fallback = rule.kind === "start" ? "fail" : "use-existing";
  const options: StartOptions = {
    workflowId: call.workflowId,
    taskQueue,
    args: [...call.args],
    workflowIdReusePolicy: reuse[rule.idReusePolicy ?? "reject-duplicate"],
    workflowIdConflictPolicy: conflict[rule.idConflictPolicy ?? fallback],
    memo: { ...call.memo, boost },
  };
  if (rule.executionTimeout !== undefined) options.workflowExecutionTimeout = rule.executionTimeout;
  if (rule.runTimeout !== undefined) options.workflowRunTimeout = rule.runTimeout;
  if (rule.taskTimeout !== undefined) options.workflowTaskTimeout = rule.taskTimeout;
  if (rule.startDelay !== undefined) options.startDelay = rule.startDelay;
  if (rule.retry !== undefined) options.retry = retryOf(rule.retry);
  const priority = priorityOf(call);
  if (priority !== undefined) options.priority = priority;
  if (call.staticSummary !== undefined) options.staticSummary = call.staticSummary;
  if (call.staticDetails !== undefined) options.staticDetails = call.staticDetails;
  if (call.versioningOverride !== undefined)
    options.versioningOverride = "pinnedTo" in call.versioningOverride ? call.versioningOverride : "AUTO_UPGRADE";
  if (call.searchAttributes.length > 0) options.typedSearchAttributes = call.searchAttributes.map(searchAttribute);
  return options;
}

function retryOf({ nonRetryableErrorTypes, ...rest }: NonNullable<WorkflowCall["rule"]["retry"]>): NonNullable<StartOptions["retry"]> {
  return { ...rest, ...(nonRetryableErrorTypes === undefined ? {} : { nonRetryableErrorTypes: [...nonRetryableErrorTypes] }) };
}

function priorityOf({ rule, fairnessKey }: WorkflowCall): StartOptions["priority"] {
  const { priority: priorityKey, fairnessWeight } = rule;
  if (priorityKey === undefined && fairnessKey === undefined && fairnessWeight === undefined) return undefined;
  return {
    ...(priorityKey === undefined ? {} : { priorityKey }),
    ...(fairnessKey === undefined ? {} : { fairnessKey }),
    ...(fairnessWeight === undefined ? {} : { fairnessWeight }),
  };
}

type Pair = Extract<NonNullable<WorkflowStartOptions["typedSearchAttributes"]>, readonly unknown[]>[number];

const attributeTypes: ReadonlySet<string> = new Set(["TEXT", "KEYWORD", "INT", "DOUBLE", "BOOL", "DATETIME", "KEYWORD_LIST"]);

function searchAttribute({ name, type, value }: WorkflowCall["searchAttributes"][number]): Pair {
  const known = type.toUpperCase().replace("-", "_");
  if (!attributeTypes.has(known)) throw new ConfigurationError(`search attribute "${name}" has the unknown type "${type}"`);
  // The pair's type follows from `known`; the converter checks the value against it and throws for a wrong one.
  return { key: { name, type: known }, value: known === "DATETIME" ? dateOf(name, value) : value } as Pair;
}

function dateOf(name: string, value: unknown): Date {
  const date = new Date(typeof value === "number" || typeof value === "string" ? value : Number.NaN);
  if (Number.isNaN(date.getTime()))
    throw new InvalidMessage(`search attribute "${name}" needs a date, not ${JSON.stringify(value)}`, { code: "workflow" });
  return date;
}
