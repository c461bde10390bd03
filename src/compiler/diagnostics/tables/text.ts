import type { DiagnosticTable } from "../define.ts";

type None = Readonly<Record<never, never>>;

interface Parameters {
  readonly "document-empty": { readonly found: string };
  readonly "document-no-version": { readonly other: string | undefined };
  readonly "document-version-not-text": { readonly found: string };
  readonly "document-version-unknown": { readonly version: string; readonly known: string };
  readonly "document-missing": { readonly path: string };
  readonly "document-not-a-file": { readonly path: string };
  readonly "document-unreadable": { readonly path: string; readonly reason: string };
  readonly "document-too-large": { readonly limit: string };
  readonly "document-encoding": { readonly found: string };
  readonly "document-lfs-pointer": None;
  readonly "diagnostics-cut": { readonly count: number };
  readonly "document-too-deep": { readonly depth: number };
  readonly "document-too-many-values": { readonly nodes: number };
  readonly "duplicate-key": { readonly key: string };
  readonly "key-proto": None;
  readonly "key-unprintable": { readonly key: string };
  readonly "number-not-finite": { readonly number: string };
  readonly "yaml-syntax": { readonly reason: string; readonly mend: string };
  readonly "yaml-tag": { readonly tag: string };
  readonly "yaml-key": None;
  readonly "yaml-merge-key": None;
  readonly "yaml-version": { readonly version: string };
  readonly "yaml-several-documents": None;
  readonly "yaml-unusual": { readonly limit: string };
  readonly "yaml-alias-cycle": { readonly name: string };
  readonly "yaml-alias-unknown": { readonly name: string };
  readonly "yaml-alias-bomb": { readonly nodes: number };
}

/** What can be wrong with the text of a document, before its meaning is looked at. */
export const textTable: DiagnosticTable<Parameters> = {
  "document-empty": {
    severity: "error",
    message: ({ found }) => `The document is ${found}, not an AsyncAPI document.`,
    help: () => "An AsyncAPI document is an object that starts with `asyncapi: 3.0.0`.",
  },
  "document-no-version": {
    severity: "error",
    message: ({ other }) =>
      other === undefined
        ? "This is not an AsyncAPI document: it has no `asyncapi` with the version."
        : `This is ${other}, not an AsyncAPI document.`,
    help: () => "An AsyncAPI document is an object that starts with `asyncapi: 3.0.0`.",
  },
  "document-version-not-text": {
    severity: "error",
    message: ({ found }) => `The version of AsyncAPI must be a text, not ${found}.`,
    help: () => 'Write all three parts of it, as in `asyncapi: "3.0.0"`.',
  },
  "document-version-unknown": {
    severity: "error",
    message: ({ version }) => `AsyncAPI \`${version}\` cannot be read.`,
    help: ({ known }) => `Versions that can be read: ${known}.`,
  },
  "document-missing": {
    severity: "error",
    message: ({ path }) => `There is no file \`${path}\`.`,
  },
  "document-not-a-file": {
    severity: "error",
    message: ({ path }) => `\`${path}\` is not a regular file.`,
  },
  "document-unreadable": {
    severity: "error",
    message: ({ path, reason }) => `\`${path}\` cannot be read: ${reason}.`,
  },
  "document-too-large": {
    severity: "error",
    message: ({ limit }) => `The document has more than ${limit}.`,
    help: () => "Split it: references to files in the same folder are followed.",
  },
  "document-encoding": {
    severity: "error",
    message: ({ found }) => `The document is ${found}; only UTF-8 is read.`,
    help: () => "Save it as UTF-8.",
  },
  "document-lfs-pointer": {
    severity: "error",
    message: () => "The file is a pointer of Git LFS, not the document.",
    help: () => "`git lfs pull` fetches what it points to; a revision has to be checked out for that.",
  },
  "diagnostics-cut": {
    severity: "info",
    message: ({ count }) => `${count} more complaints are not shown.`,
  },
  "document-too-deep": {
    severity: "error",
    message: ({ depth }) => `Objects and lists are inside each other more than ${depth} levels deep.`,
    help: () => "Move the inner parts to `components` and refer to them with `$ref`.",
  },
  "document-too-many-values": {
    severity: "error",
    message: ({ nodes }) => `The file holds more than ${nodes} values.`,
    help: () => "Split the document.",
  },
  "duplicate-key": {
    severity: "error",
    message: ({ key }) => `\`${key}\` stands twice in the same object.`,
    help: () => "Remove or rename one of the two.",
  },
  "key-proto": {
    severity: "error",
    message: () => "`__proto__` cannot be used as a name: JavaScript gives it a meaning of its own.",
    help: () => "Rename it.",
  },
  "key-unprintable": {
    severity: "error",
    message: ({ key }) => `The name \`${key}\` holds a character that no name can hold (NUL or half of a surrogate pair).`,
    help: () => "Rename it.",
  },
  "number-not-finite": {
    severity: "error",
    message: ({ number }) => `\`${number}\` is not a number that JSON can hold.`,
    help: () => "Leave the bound out if there is none, or put the value in quotes.",
  },
  "yaml-syntax": {
    severity: "error",
    message: ({ reason }) => `This is not well-formed YAML or JSON: ${reason}.`,
    help: ({ mend }) => mend,
  },
  "yaml-tag": {
    severity: "error",
    message: ({ tag }) => `The tag \`${tag}\` is not allowed: a document holds plain JSON values.`,
    help: () => "Remove the tag.",
  },
  "yaml-key": {
    severity: "error",
    message: () => "A property name must be plain text, not a list, an object or an alias.",
  },
  "yaml-merge-key": {
    severity: "error",
    message: () => "The merge key `<<` is not part of YAML 1.2.",
    help: () => "Use `$ref`, `allOf` or traits, or repeat the properties.",
  },
  "yaml-version": {
    severity: "error",
    message: ({ version }) => `The document asks for YAML ${version}; it is read as YAML 1.2 only.`,
    help: () => "Remove the %YAML line; write yes, no, on and off as true and false.",
  },
  "yaml-several-documents": {
    severity: "error",
    message: () => "The file holds more than one YAML document.",
    help: () => "Put each document into a file of its own.",
  },
  "yaml-unusual": {
    severity: "error",
    message: ({ limit }) =>
      `Here the text stops being plain YAML or JSON: a mistake, or an anchor, a tag or the like, which is read only in files of up to ${limit}.`,
    help: () => "Correct it, use `$ref` instead of anchors, or split the file.",
  },
  "yaml-alias-cycle": {
    severity: "error",
    message: ({ name }) => `The alias \`*${name}\` stands inside what it repeats.`,
    help: () => "Use `$ref` for a schema that contains itself.",
  },
  "yaml-alias-unknown": {
    severity: "error",
    message: ({ name }) => `The alias \`*${name}\` has no anchor \`&${name}\` before it.`,
  },
  "yaml-alias-bomb": {
    severity: "error",
    message: ({ nodes }) => `Aliases repeat more than ${nodes} values.`,
    help: () => "Use `$ref` instead of aliases.",
  },
};
