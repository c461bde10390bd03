import type { DiagnosticTable } from "../define.ts";

interface DeniedReference {
  readonly reference: string;
  readonly folder: string;
  readonly option: string;
  /** How many more lead to the same place. */
  readonly others: number;
}

interface Parameters {
  readonly "ref-not-text": { readonly found: string };
  readonly "ref-pointer-invalid": { readonly reference: string };
  readonly "ref-target-missing": {
    readonly reference: string;
    readonly missing: string;
    readonly suggestion: string | undefined;
    readonly hasSlash: boolean;
  };
  readonly "ref-target-missing-in-data": { readonly reference: string };
  readonly "ref-cycle": { readonly chain: string };
  readonly "ref-too-many-hops": { readonly reference: string; readonly hops: number };
  readonly "ref-outside": DeniedReference;
  readonly "ref-url-denied": DeniedReference;
  readonly "ref-scheme": { readonly reference: string };
  readonly "ref-credentials": { readonly reference: string };
  readonly "ref-file-missing": { readonly reference: string; readonly path: string };
  readonly "ref-not-a-file": { readonly reference: string };
  readonly "ref-too-large": { readonly reference: string; readonly limit: string };
  readonly "ref-unreadable": { readonly reference: string; readonly reason: string };
  readonly "ref-too-many-files": { readonly files: number };
}

/** What can be wrong with a reference and with the way to its file. */
export const referenceTable: DiagnosticTable<Parameters> = {
  "ref-not-text": {
    severity: "error",
    message: ({ found }) => `\`$ref\` must be a text such as \`#/components/schemas/Order\`, not ${found}.`,
    help: ({ found }) => (found === "null" ? "Put it in quotes: in YAML ` #` starts a comment." : ""),
  },
  "ref-pointer-invalid": {
    severity: "error",
    message: ({ reference }) => `\`${reference}\` does not end in a JSON Pointer.`,
    help: () => "After the `#` comes nothing or `/` and names separated by `/`; in names `/` is written `~1` and `~` is written `~0`.",
  },
  "ref-target-missing": {
    severity: "error",
    message: ({ reference, missing }) => `\`${reference}\` leads nowhere: there is no \`${missing}\`.`,
    help: ({ suggestion, hasSlash }) =>
      suggestion === undefined
        ? ""
        : hasSlash
          ? `A \`/\` in a name is written \`~1\`: \`${suggestion}\`.`
          : `Did you mean \`${suggestion}\`?`,
  },
  "ref-target-missing-in-data": {
    severity: "warning",
    message: ({ reference }) => `\`${reference}\` leads nowhere; inside an example or a default it is taken as data.`,
  },
  "ref-cycle": {
    severity: "error",
    message: ({ chain }) => `These references lead to each other and to nothing else: ${chain}.`,
    help: () => "One of them must be a value of its own.",
  },
  "ref-too-many-hops": {
    severity: "error",
    message: ({ reference, hops }) => `The way of \`${reference}\` leads through more than ${hops} other references.`,
    help: () => "Refer to the value itself.",
  },
  "ref-outside": {
    severity: "error",
    message: ({ reference, folder, others }) =>
      `${withOthers(reference, others, "into the same folder")} outside the document's folder \`${folder}\` (links followed), and such files are not read.`,
    help: ({ option }) => `If you trust it, add \`--allow-ref ${option}\`.`,
  },
  "ref-url-denied": {
    severity: "error",
    message: ({ reference, others }) =>
      `${withOthers(reference, others, "to the same host")} on the network, and nothing is fetched from there by default.`,
    help: ({ option }) => `Save the file beside the document, or, if you trust the host, add \`--allow-ref ${option}\`.`,
  },
  "ref-scheme": {
    severity: "error",
    message: ({ reference }) => `\`${reference}\` cannot be read: a reference is a path or an https: address.`,
  },
  "ref-credentials": {
    severity: "error",
    message: ({ reference }) => `\`${reference}\` holds a user name or a password.`,
    help: () => "Remove it from the address.",
  },
  "ref-file-missing": {
    severity: "error",
    message: ({ reference, path }) => `\`${reference}\` leads to \`${path}\`, which does not exist.`,
    help: () => "The path counts from the file in which the reference stands.",
  },
  "ref-not-a-file": {
    severity: "error",
    message: ({ reference }) => `\`${reference}\` leads to something that is not a regular file.`,
  },
  "ref-too-large": {
    severity: "error",
    message: ({ reference, limit }) => `\`${reference}\` leads to more than ${limit}.`,
  },
  "ref-unreadable": {
    severity: "error",
    message: ({ reference, reason }) => `\`${reference}\` cannot be read: ${reason}.`,
  },
  "ref-too-many-files": {
    severity: "error",
    message: ({ files }) => `References lead to more than ${files} files.`,
  },
};

function withOthers(reference: string, others: number, where: string): string {
  if (others === 0) return `\`${reference}\` is`;
  return `\`${reference}\` and ${others} other ${others === 1 ? "reference" : "references"} ${where} are`;
}
