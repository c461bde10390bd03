import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "name-collision": { readonly kind: string; readonly name: string; readonly used: string };
  readonly "dispatch-trial": { readonly channel: string; readonly messages: readonly string[] };
  readonly "dispatch-match-incomplete": { readonly channel: string; readonly messages: readonly string[] };
  readonly "binding-unused": { readonly protocol: string };
  readonly "message-unsupported": { readonly message: string; readonly what: string };
  readonly "payload-format": { readonly message: string; readonly format: string };
  readonly "server-protocol": { readonly server: string; readonly protocol: string };
  readonly "server-credentials": { readonly server: string };
  readonly "address-unknown": { readonly operation: string };
  readonly "operation-empty": { readonly operation: string };
  readonly "message-twice": { readonly message: string; readonly address: string; readonly operations: readonly string[] };
  readonly "no-handlers": { readonly role: string; readonly other: string };
  readonly "nothing-generated": { readonly document: string };
  readonly "publisher-shared": { readonly message: string; readonly members: readonly string[] };
}

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

export const contractTable: DiagnosticTable<Parameters> = {
  "name-collision": {
    severity: "warning",
    message: ({ kind, name, used }) => `More than one ${kind} would be called \`${name}\`; this one is \`${used}\`.`,
    help: () => "Give it a name of its own in the document.",
  },
  "dispatch-trial": {
    severity: "warning",
    message: ({ channel, messages }) =>
      `Nothing tells the messages ${quoted(messages)} of channel \`${channel}\` apart before they are validated, so each delivery is tried against all of them.`,
    help: () =>
      "Give each message a required property (or header) with a `const` of its own, or `x-boost.match: { payload: /type, equals: … }`.",
  },
  "dispatch-match-incomplete": {
    severity: "error",
    message: ({ channel, messages }) =>
      `\`x-boost.match\` must be given, at the same place and with different values, for every message of channel \`${channel}\`; it is not for ${quoted(messages)}.`,
  },
  "binding-unused": {
    severity: "info",
    message: ({ protocol }) => `Bindings for \`${protocol}\` are checked and not used.`,
  },
  "message-unsupported": {
    severity: "warning",
    message: ({ message, what }) => `Message \`${message}\` is left out: ${what} cannot be read or written.`,
    help: () => "Supported are application/json and +json, text/*, application/octet-stream and CloudEvents.",
  },
  "payload-format": {
    severity: "warning",
    message: ({ message, format }) =>
      `Message \`${message}\` is left out: a payload in the schema format \`${format}\` cannot be compiled yet.`,
    help: () => "Supported are AsyncAPI schemas, JSON Schema draft-07 and OpenAPI 3.0 schemas.",
  },
  "server-protocol": {
    severity: "info",
    message: ({ server, protocol }) =>
      `Server \`${server}\` speaks \`${protocol}\`, which boost-gen does not; operations that only it carries cannot run.`,
  },
  "server-credentials": {
    severity: "error",
    message: ({ server }) => `The address of server \`${server}\` contains credentials.`,
    help: () => "Take them out of the document; give them to the process as BOOST_<SERVER>_USERNAME and BOOST_<SERVER>_PASSWORD.",
  },
  "address-unknown": {
    severity: "error",
    message: ({ operation }) => `Operation \`${operation}\` receives from a channel without an address.`,
    help: () => "Write the channel's `address`; only sending may leave it open.",
  },
  "operation-empty": {
    severity: "warning",
    message: ({ operation }) => `Operation \`${operation}\` has no message that can be handled; nothing is generated for it.`,
  },
  "message-twice": {
    severity: "error",
    message: ({ message, address, operations }) =>
      `Message \`${message}\` on \`${address}\` belongs to more than one receiving operation: ${quoted(operations)}.`,
    help: () => "Leave it in one of them: list the messages of each operation.",
  },
  "no-handlers": {
    severity: "info",
    message: ({ role }) => `No operation receives anything from the side of the ${role}, so there is no handler to write.`,
    help: ({ other }) => `If the document describes somebody else's service, run again with --as ${other}.`,
  },
  "nothing-generated": {
    severity: "error",
    message: ({ document }) => `\`${document}\` has no operation, so nothing can be generated from it.`,
  },
  "publisher-shared": {
    severity: "info",
    message: ({ message, members }) => `Several operations send \`${message}\`; they are published by ${quoted(members)}.`,
  },
};
