import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "structure-type": {
    readonly what: string;
    readonly wanted: readonly string[];
    readonly found: string;
    readonly reference: string | undefined;
  };
  readonly "structure-missing": { readonly key: string; readonly owner: string };
  readonly "structure-unknown": {
    readonly key: string;
    readonly owner: string;
    readonly suggestion: string | undefined;
    readonly moved: string | undefined;
    readonly known: readonly string[];
  };
  readonly "structure-value": {
    readonly what: string;
    readonly found: string;
    readonly allowed: readonly string[];
    readonly suggestion: string | undefined;
  };
  readonly "structure-format": { readonly what: string; readonly found: string; readonly format: string };
  readonly "structure-pattern": { readonly what: string; readonly found: string; readonly pattern: string };
  readonly "structure-limit": { readonly what: string; readonly limit: string };
  readonly "structure-name": { readonly name: string; readonly owner: string; readonly reason: string };
  readonly "structure-duplicate": { readonly list: string };
  readonly "structure-ambiguous": { readonly what: string };
  readonly "structure-impossible": { readonly what: string };
  readonly "structure-reference": { readonly owner: string };
}

/** Where a document is not what AsyncAPI's own JSON Schema says. */
export const structureTable: DiagnosticTable<Parameters> = {
  "structure-type": {
    severity: "error",
    message: ({ what, wanted, found }) => `${what} must be ${alternatives(wanted)}, not ${found}.`,
    help: ({ reference }) => (reference === undefined ? "" : `A reference is an object: \`$ref: "${reference}"\`.`),
  },
  "structure-missing": {
    severity: "error",
    message: ({ key, owner }) => `\`${key}\` is missing: ${owner} needs it.`,
  },
  "structure-unknown": {
    severity: "error",
    message: ({ key, owner }) => `\`${key}\` is not known in ${owner}.`,
    help: ({ suggestion, moved, known }) => {
      if (moved !== undefined) return moved;
      if (suggestion !== undefined) return `Did you mean \`${suggestion}\`?`;
      return known.length === 0 ? "" : `Known here: ${known.join(", ")}, and extensions that start with x-.`;
    },
  },
  "structure-value": {
    severity: "error",
    message: ({ what, found, allowed }) => `${what} must be ${alternatives(allowed.map((value) => `\`${value}\``))}, not ${found}.`,
    help: ({ suggestion }) => (suggestion === undefined ? "" : `Did you mean \`${suggestion}\`?`),
  },
  "structure-format": {
    severity: "error",
    message: ({ what, found, format }) => `${what} must be ${format}, not ${found}.`,
  },
  "structure-pattern": {
    severity: "error",
    message: ({ what, found, pattern }) => `${what} must ${pattern}, not ${found}.`,
  },
  "structure-limit": {
    severity: "error",
    message: ({ what, limit }) => `${what} must ${limit}.`,
  },
  "structure-name": {
    severity: "error",
    message: ({ name, owner, reason }) => `\`${name}\` cannot be a name in ${owner}: it must ${reason}.`,
  },
  "structure-duplicate": {
    severity: "error",
    message: ({ list }) => `${list} holds this value twice.`,
    help: () => "Remove one of the two.",
  },
  "structure-ambiguous": {
    severity: "error",
    message: ({ what }) => `${what} fits several alternatives, and exactly one is allowed.`,
  },
  "structure-impossible": {
    severity: "error",
    message: ({ what }) => `${what} is not allowed here.`,
  },
  "structure-reference": {
    severity: "error",
    message: ({ owner }) => `A reference cannot stand here: ${owner} must be written out.`,
  },
};

function alternatives(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "nothing") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
