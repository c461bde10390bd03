import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "extension-key": {
    readonly key: string;
    readonly where: string;
    readonly suggestion: string | undefined;
    readonly known: readonly string[];
  };
  readonly "extension-type": { readonly key: string; readonly wanted: string; readonly found: string };
  readonly "extension-missing": { readonly key: string; readonly where: string };
  readonly "extension-combination": { readonly problem: string; readonly instead: string };
  readonly "expression-syntax": { readonly text: string; readonly problem: string };
  readonly "expression-impossible": { readonly expression: string; readonly message: string; readonly suggestion: string | undefined };
  readonly "expression-optional": { readonly expression: string; readonly message: string };
}

export const extensionTable: DiagnosticTable<Parameters> = {
  "extension-key": {
    severity: "error",
    message: ({ key, where }) => `\`${where}\` has no key \`${key}\`.`,
    help: ({ suggestion, known }) => (suggestion === undefined ? `It knows ${known.join(", ")}.` : `Did you mean \`${suggestion}\`?`),
  },
  "extension-type": {
    severity: "error",
    message: ({ key, wanted, found }) => `\`${key}\` must be ${wanted}, not ${found}.`,
  },
  "extension-missing": {
    severity: "error",
    message: ({ key, where }) => `\`${where}\` needs \`${key}\`.`,
  },
  "extension-combination": {
    severity: "error",
    message: ({ problem }) => problem,
    help: ({ instead }) => instead,
  },
  "expression-syntax": {
    severity: "error",
    message: ({ text, problem }) => `\`${text}\` ${problem}.`,
    help: () =>
      "An expression is {$message.payload#/pointer}, {$message.header#/name}, {$message.key}, {$message.id} or {$channel.parameter.name}.",
  },
  "expression-impossible": {
    severity: "error",
    message: ({ expression, message }) => `\`${expression}\` leads to nothing that message \`${message}\` describes.`,
    help: ({ suggestion }) => (suggestion === undefined ? "" : `Did you mean \`${suggestion}\`?`),
  },
  "expression-optional": {
    severity: "warning",
    message: ({ expression, message }) => `\`${expression}\` is optional in message \`${message}\`; a message without it is invalid.`,
    help: () => "Make it required in the schema.",
  },
};
