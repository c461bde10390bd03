import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "security-scheme-missing": { readonly name: string; readonly suggestion: string | undefined };
  readonly "security-scope-missing": { readonly scope: string; readonly scheme: string; readonly available: readonly string[] };
  readonly "parameter-undescribed": { readonly name: string; readonly kind: string; readonly template: string };
  readonly "parameter-unused": { readonly name: string; readonly kind: string; readonly template: string };
  readonly "channel-server-missing": { readonly name: string; readonly suggestion: string | undefined };
  readonly "channel-name": { readonly name: string; readonly character: string };
  readonly "id-repeated": { readonly key: string; readonly id: string };
  readonly "tag-repeated": { readonly name: string };
  readonly "operation-channel-elsewhere": { readonly reference: string };
  readonly "channel-server-elsewhere": { readonly reference: string };
  readonly "operation-message-elsewhere": {
    readonly reference: string;
    readonly channel: string;
    /** How the channel calls it. */
    readonly wanted: string | undefined;
  };
  readonly "example-invalid": { readonly what: string; readonly reason: string };
  readonly "example-doubtful": { readonly what: string; readonly reason: string };
  readonly "too-many-channels": { readonly count: number; readonly limit: number };
  readonly "too-many-enum-values": { readonly limit: number };
  readonly "parser-extension": { readonly key: string };
}

/** The rules of AsyncAPI that its JSON Schema cannot say, and what a document may hold at most. */
export const rulesTable: DiagnosticTable<Parameters> = {
  "security-scheme-missing": {
    severity: "error",
    message: ({ name }) => `There is no security scheme \`${name}\` in \`components/securitySchemes\`.`,
    help: ({ suggestion }) => (suggestion === undefined ? "" : `Did you mean \`${suggestion}\`?`),
  },
  "security-scope-missing": {
    severity: "error",
    message: ({ scope, scheme }) => `The security scheme \`${scheme}\` has no scope \`${scope}\`.`,
    help: ({ available }) => (available.length === 0 ? "It has no scopes at all." : `Its scopes: ${available.join(", ")}.`),
  },
  "parameter-undescribed": {
    severity: "error",
    message: ({ name, kind, template }) => `The ${kind} \`${name}\` of \`${template}\` is not described.`,
    help: ({ name, kind }) => `Add \`${name}\` to \`${kind}s\`.`,
  },
  "parameter-unused": {
    severity: "error",
    message: ({ name, kind, template }) =>
      `The ${kind} \`${name}\` does not stand in ${template === "" ? "the address, which is empty" : `\`${template}\``}.`,
    help: ({ name }) => `Remove it, or write \`{${name}}\` where it belongs.`,
  },
  "channel-server-missing": {
    severity: "error",
    message: ({ name }) => `There is no server \`${name}\` in \`servers\`.`,
    help: ({ suggestion }) => (suggestion === undefined ? "" : `Did you mean \`${suggestion}\`?`),
  },
  "channel-name": {
    severity: "error",
    message: ({ name, character }) => `\`${character}\` cannot stand in the name of a channel: \`${name}\`.`,
    help: () => "Describe what varies as parameters, or in the bindings.",
  },
  "id-repeated": {
    severity: "error",
    message: ({ key, id }) => `\`${key}\` must be unique, and \`${id}\` is used before.`,
  },
  "tag-repeated": {
    severity: "error",
    message: ({ name }) => `The tag \`${name}\` stands in this list before.`,
    help: () => "Remove one of the two.",
  },
  "operation-channel-elsewhere": {
    severity: "error",
    message: ({ reference }) => `The channel of an operation must be one of the root's \`channels\`, and \`${reference}\` is elsewhere.`,
    help: () => "Put a reference to it into `channels`, and refer to that.",
  },
  "channel-server-elsewhere": {
    severity: "error",
    message: ({ reference }) => `The servers of a channel must be some of the root's \`servers\`, and \`${reference}\` is elsewhere.`,
    help: () => "Put a reference to it into `servers`, and refer to that.",
  },
  "operation-message-elsewhere": {
    severity: "error",
    message: ({ reference }) => `The messages of an operation must be some of its channel's, and \`${reference}\` is elsewhere.`,
    help: ({ channel, wanted }) =>
      wanted === undefined
        ? `Add the message to the channel, and refer to \`${channel}/messages/<name>\`.`
        : `The channel has it: write \`${wanted}\`.`,
  },
  "example-invalid": {
    severity: "error",
    message: ({ what, reason }) => `${what} does not match its schema: ${reason}.`,
  },
  "example-doubtful": {
    severity: "warning",
    message: ({ what, reason }) => `${what} does not match its schema: ${reason}.`,
  },
  "too-many-channels": {
    severity: "error",
    message: ({ count, limit }) => `The document has ${count} channels; at most ${limit} are compiled together.`,
    help: () => "Split the document by service.",
  },
  "too-many-enum-values": {
    severity: "error",
    message: ({ limit }) => `This \`enum\` has more than ${limit} values.`,
    help: () => "Describe the values with a type and a pattern.",
  },
  "parser-extension": {
    severity: "warning",
    message: ({ key }) => `\`${key}\` is a note that tools write for themselves; it is ignored.`,
    help: () => "Remove it.",
  },
};
