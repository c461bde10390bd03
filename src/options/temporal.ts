import { longestDuration } from "./duration.ts";
import type { Group, Option } from "./option.ts";
import { startOptions } from "./start.ts";

/** `x-temporal` of the root: what rules and workers take where they say nothing. */
export const temporalOptions: Group = {
  kind: "group",
  type: "TemporalOptions",
  options: [
    { name: "namespace", kind: "text", otherwise: "`default`", at: ["root"], description: "Temporal namespace." },
    { name: "taskQueue", kind: "text", at: ["root"], description: "Task queue of rules that name none." },
    {
      name: "address",
      kind: "text",
      otherwise: "`localhost:7233`",
      at: ["root"],
      description: "`host:port` of the Temporal frontend.",
    },
  ],
};

const args: Option = {
  name: "args",
  kind: "list",
  of: { kind: "value" },
  otherwise: "`['{$message.payload}']`",
  description: "Values and expressions.",
};

const signal: Option = {
  name: "signal",
  kind: "group",
  type: "SignalOptions",
  description: "Sent to the workflow; together with `workflow`, after it was started.",
  options: [{ name: "name", kind: "text", required: true, description: "Name of the signal." }, args],
};

const update: Option = {
  name: "update",
  kind: "group",
  type: "UpdateOptions",
  description: "Called on the workflow; together with `workflow`, after it was started.",
  options: [
    { name: "name", kind: "text", required: true, description: "Name of the update." },
    args,
    {
      name: "id",
      kind: "template",
      otherwise: "the id of the message",
      description: "Expression; the same id is the same update.",
    },
  ],
};

/** What a rule says beside which workflow it starts, signals or updates. */
export const ruleOptions: Group = {
  kind: "group",
  type: "RuleOptions",
  options: [
    { name: "taskQueue", kind: "text", otherwise: "that of the root", description: "Where the workflow runs." },
    {
      name: "idReusePolicy",
      sdkName: "workflowIdReusePolicy",
      kind: "choice",
      constants: true,
      choices: ["reject-duplicate", "allow-duplicate", "allow-duplicate-failed-only"],
      default: "reject-duplicate",
      description: "Whether an id that a closed workflow had may be used again.",
    },
    {
      name: "idConflictPolicy",
      sdkName: "workflowIdConflictPolicy",
      kind: "choice",
      constants: true,
      choices: ["fail", "use-existing", "terminate-existing"],
      otherwise: "`fail` for a start, `use-existing` with a signal or an update",
      description: "What happens while a workflow of that id runs.",
    },
    {
      name: "onConflict",
      kind: "choice",
      choices: ["acknowledge", "reject"],
      default: "acknowledge",
      description: "What becomes of a message when another one has taken its id.",
    },
    {
      name: "onMissing",
      kind: "choice",
      choices: ["retry", "reject", "ignore"],
      default: "retry",
      description: "What becomes of a signal or an update when there is no such workflow.",
    },
    {
      name: "onClosed",
      kind: "choice",
      choices: ["reject", "ignore"],
      default: "reject",
      description: "What becomes of a signal or an update when the workflow is over.",
    },
    {
      name: "executionTimeout",
      sdkName: "workflowExecutionTimeout",
      kind: "duration",
      least: 0,
      most: longestDuration,
      otherwise: "none",
      description: "Of the workflow with all its runs.",
    },
    {
      name: "runTimeout",
      sdkName: "workflowRunTimeout",
      kind: "duration",
      least: 0,
      most: longestDuration,
      otherwise: "none",
      description: "Of one run.",
    },
    {
      name: "taskTimeout",
      sdkName: "workflowTaskTimeout",
      kind: "duration",
      least: 0,
      most: longestDuration,
      otherwise: "the server's, 10s",
      description: "Of one workflow task.",
    },
    {
      name: "startDelay",
      kind: "duration",
      least: 0,
      most: longestDuration,
      otherwise: "none",
      description: "Wait before the first workflow task.",
    },
    ...startOptions,
    {
      name: "when",
      kind: "group",
      type: "WhenOptions",
      description: "The rule acts only on messages that fit.",
      keys: {
        rule: "at-least-one",
        of: ["payload", "headers"],
        problem: "`when` needs a condition; without one the rule always holds.",
        instead: "Give `payload` or `headers`, or leave `when` out.",
      },
      options: [
        { name: "payload", kind: "schema", description: "Of the payload." },
        { name: "headers", kind: "schema", description: "Of the headers." },
      ],
    },
  ],
};

/** An entry of `x-temporal` on an operation or a message. */
export const ruleActions: Group = {
  kind: "group",
  type: "RuleActions",
  keys: {
    rule: "at-least-one",
    of: ["workflow", "signal", "update"],
    problem: "A rule starts a workflow, signals it or updates it; this one does nothing.",
    instead: "Give `workflow`, `signal` or `update`.",
  },
  options: [
    { name: "workflow", kind: "text", description: "Type of the workflow to start." },
    {
      name: "workflowId",
      kind: "template",
      required: true,
      description: "What there is one workflow for: `order-{$message.payload#/order_id}`.",
    },
    args,
    signal,
    update,
  ],
};
