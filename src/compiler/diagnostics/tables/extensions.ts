import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "extension-key": {
    readonly key: string;
    readonly where: string;
    /** Where the key is known, when it is one that only stands elsewhere. */
    readonly belongs: string | undefined;
    readonly suggestion: string | undefined;
    readonly known: readonly string[];
  };
  readonly "extension-type": { readonly key: string; readonly wanted: string; readonly found: string };
  readonly "extension-missing": { readonly key: string; readonly where: string };
  readonly "extension-combination": { readonly problem: string; readonly instead: string };
  readonly "extension-unused": { readonly problem: string };
  readonly "extension-misplaced": { readonly key: string; readonly places: string };
  readonly "extension-misspelt": { readonly key: string; readonly suggestion: string };
  readonly "expression-syntax": { readonly text: string; readonly problem: string; readonly suggestion: string | undefined };
  readonly "expression-impossible": {
    readonly expression: string;
    readonly message: string;
    readonly suggestion: string | undefined;
    /** What lies on the way and has no keys. */
    readonly through: { readonly key: string; readonly source: "payload" | "header"; readonly types: readonly string[] } | undefined;
  };
  readonly "condition-property": { readonly property: string; readonly message: string; readonly suggestion: string | undefined };
  readonly "condition-value": { readonly value: string; readonly property: string; readonly message: string };
  readonly "expression-optional": { readonly expression: string; readonly message: string };
  readonly "expression-type": { readonly expression: string; readonly message: string; readonly type: string };
  readonly "expression-doubtful": { readonly expression: string; readonly message: string; readonly type: string };
  readonly "workflow-id-shared": { readonly workflow: string; readonly other: string; readonly id: string };
  readonly "workflow-id-types": { readonly expression: string; readonly message: string; readonly other: string };
  readonly "workflow-id-constant": { readonly id: string; readonly policy: string };
}

export const extensionTable: DiagnosticTable<Parameters> = {
  "extension-key": {
    severity: "error",
    message: ({ key, where }) => `\`${where}\` has no key \`${key}\`.`,
    help: ({ key, belongs, suggestion, known }) => {
      if (belongs !== undefined) return `\`${key}\` belongs ${belongs}.`;
      return suggestion === undefined ? `It knows ${known.join(", ")}.` : `Did you mean \`${suggestion}\`?`;
    },
  },
  "extension-type": {
    severity: "error",
    message: ({ key, wanted, found }) => `\`${key}\` must be ${wanted}, not ${found}.`,
  },
  "extension-missing": {
    severity: "error",
    message: ({ key, where }) => `\`${where}\` needs \`${key}\`.`,
    help: ({ key }) =>
      key === "workflowId" ? "Name what there is one workflow for, e.g. `workflowId: order-{$message.payload#/order_id}`." : "",
  },
  "extension-combination": {
    severity: "error",
    message: ({ problem }) => problem,
    help: ({ instead }) => instead,
  },
  "extension-unused": {
    severity: "warning",
    message: ({ problem }) => problem,
  },
  "extension-misplaced": {
    severity: "warning",
    message: ({ key }) => `Nobody reads \`${key}\` here.`,
    help: ({ places }) => `It belongs ${places}.`,
  },
  "extension-misspelt": {
    severity: "warning",
    message: ({ key }) => `Nobody reads \`${key}\`.`,
    help: ({ suggestion }) => `Did you mean \`${suggestion}\`?`,
  },
  "expression-syntax": {
    severity: "error",
    message: ({ text, problem }) => `\`${text}\` ${problem}.`,
    help: ({ suggestion }) =>
      suggestion === undefined
        ? "An expression is {$message.payload#/pointer}, {$message.header#/name}, {$message.key}, {$message.id} or {$channel.parameter.name}."
        : `Did you mean \`${suggestion}\`?`,
  },
  "expression-impossible": {
    severity: "error",
    message: ({ expression, message, through }) =>
      `\`${expression}\` leads to nothing that message \`${message}\` describes${through === undefined ? "" : `: ${wayThrough(through)}`}.`,
    help: ({ suggestion }) => (suggestion === undefined ? "" : `Did you mean \`${suggestion}\`?`),
  },
  "condition-property": {
    severity: "warning",
    message: ({ property, message }) => `The condition asks for \`${property}\`, which message \`${message}\` does not describe.`,
    help: ({ suggestion }) => (suggestion === undefined ? "Describe it in the schema of the message." : `Did you mean \`${suggestion}\`?`),
  },
  "condition-value": {
    severity: "warning",
    message: ({ value, property, message }) =>
      `The condition asks for \`${value}\` at \`${property}\`, which no valid message \`${message}\` has there.`,
    help: () => "Compare it with the schema of the message.",
  },
  "expression-optional": {
    severity: "warning",
    message: ({ expression, message }) => `\`${expression}\` is optional in message \`${message}\`; a message without it is invalid.`,
    help: () => "Make it required in the schema.",
  },
  "expression-type": {
    severity: "error",
    message: ({ expression, message, type }) =>
      `\`${expression}\` is ${type === "null" ? "null" : `of type ${type}`} in message \`${message}\`, and only a string, an integer or a boolean can be part of a text.`,
  },
  "expression-doubtful": {
    severity: "warning",
    message: ({ expression, message, type }) =>
      `\`${expression}\` may be ${type === "null" ? "null" : `of type ${type}`} in message \`${message}\`; a message in which it is not a string, an integer or a boolean is invalid.`,
    help: () => "Narrow its type in the schema.",
  },
  "workflow-id-shared": {
    severity: "warning",
    message: ({ workflow, other, id }) =>
      `The workflows \`${other}\` and \`${workflow}\` have ids of one form, \`${id}\`; where two are equal, the second finds the id taken and does not start.`,
    help: () => "Begin the ids of each with a word of its own.",
  },
  "workflow-id-types": {
    severity: "warning",
    message: ({ expression, message, other }) =>
      `\`${expression}\` may be a string or something else in message \`${message}\`, so what is no string is marked in the workflow id (\`%=5\`); in message \`${other}\` it is never a string, and \`5\` there is another workflow.`,
    help: () => "Give it one type, the same in both messages.",
  },
  "workflow-id-constant": {
    severity: "warning",
    message: ({ id, policy }) => `Every message would start the workflow \`${id}\`, and \`${policy}\` lets only one run of it be.`,
    help: ({ id }) =>
      /\$(message|channel)\b/.test(id)
        ? "An expression stands in braces, as in `order-{$message.payload#/id}`."
        : "Put something of the message into the id, e.g. {$message.payload#/id}, or write `idReusePolicy: allow-duplicate`.",
  },
};

function wayThrough({
  key,
  source,
  types,
}: {
  readonly key: string;
  readonly source: "payload" | "header";
  readonly types: readonly string[];
}): string {
  const what = key === "" ? `the ${source}` : `\`${key}\``;
  return `${what} is ${types.map((type) => typeNames[type] ?? type).join(" or ")}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  null: "null",
  array: "a list",
};
