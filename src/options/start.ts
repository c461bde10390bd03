import { longestDuration } from "./duration.ts";
import type { Option } from "./option.ts";

/** What a rule of `x-temporal` says of the workflow that it starts, beside how long it may run and whose id it may take. */
export const startOptions: readonly Option[] = [
  {
    name: "retry",
    kind: "group",
    type: "WorkflowRetryOptions",
    otherwise: "a workflow is not run again",
    description: "Runs of the workflow itself.",
    options: [
      { name: "maximumAttempts", kind: "integer", least: 1, otherwise: "no bound", description: "Runs, the first included." },
      {
        name: "initialInterval",
        kind: "duration",
        least: 1,
        most: longestDuration,
        otherwise: "the server's, 1s",
        description: "Wait before the second run.",
      },
      {
        name: "maximumInterval",
        kind: "duration",
        least: 1,
        most: longestDuration,
        otherwise: "100 × `initialInterval`",
        description: "Longest wait.",
      },
      {
        name: "backoffCoefficient",
        kind: "number",
        least: 1,
        otherwise: "the server's, 2",
        description: "Each wait is this many times the one before.",
      },
      {
        name: "nonRetryableErrorTypes",
        kind: "list",
        of: { kind: "text" },
        otherwise: "none",
        description: "Types of failure after which the workflow is not run again.",
      },
    ],
  },
  { name: "priority", kind: "integer", least: 1, most: 5, otherwise: "the server's, 3", description: "1 is the highest." },
  {
    name: "fairnessKey",
    kind: "template",
    description:
      "Workflows of a task queue take turns by it, so that one customer does not keep the others waiting: `{$message.payload#/customer_id}`. At most 64 bytes.",
  },
  {
    name: "fairnessWeight",
    kind: "number",
    least: 0.001,
    most: 1_000,
    otherwise: "the server's, 1",
    description: "Share of the turns that its `fairnessKey` gets, beside the others.",
  },
  {
    name: "staticSummary",
    kind: "template",
    description:
      "One line about the workflow for Temporal's user interface: `Order of {$message.payload#/customer_id}`. Cut after 200 bytes.",
  },
  {
    name: "staticDetails",
    kind: "template",
    description: "Lines about the workflow for Temporal's user interface, in its Markdown. Cut after 16,000 bytes.",
  },
  {
    name: "versioningOverride",
    kind: "group",
    type: "VersioningOverrideOptions",
    otherwise: "what the worker says",
    description: "Which build of a worker deployment runs the workflow, whatever its worker says.",
    keys: {
      rule: "exactly-one",
      of: ["pinnedTo", "behavior"],
      problem: "`versioningOverride` pins the workflow to one build, or lets it follow the current one.",
      instead: "Give either `pinnedTo: { deploymentName, buildId }` or `behavior: auto-upgrade`.",
    },
    options: [
      {
        name: "pinnedTo",
        kind: "group",
        type: "PinnedToOptions",
        description: "The workflow runs on this build and stays there.",
        options: [
          { name: "deploymentName", kind: "template", required: true, description: "Worker deployment." },
          { name: "buildId", kind: "template", required: true, description: "Build of it." },
        ],
      },
      {
        name: "behavior",
        kind: "choice",
        constants: true,
        choices: ["auto-upgrade"],
        description: "The workflow moves to the deployment's current build with its next task.",
      },
    ],
  },
  {
    name: "memo",
    kind: "map",
    of: { kind: "value" },
    reserved: {
      key: "boost",
      problem: "The memo `boost` is ours: it tells a redelivered message from another one with the same workflow id.",
      instead: "Choose another name.",
    },
    description: "Values and expressions, kept with the workflow.",
  },
  {
    name: "searchAttributes",
    kind: "map",
    of: {
      kind: "group",
      type: "SearchAttributeOptions",
      options: [
        {
          name: "type",
          kind: "choice",
          choices: ["text", "keyword", "int", "double", "bool", "datetime", "keyword-list"],
          required: true,
          description: "As it is registered.",
        },
        { name: "value", kind: "value", required: true, description: "A value or an expression." },
      ],
    },
    description: "By which the workflow is found, by name.",
  },
];
