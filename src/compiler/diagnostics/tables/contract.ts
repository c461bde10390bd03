import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "name-collision": {
    readonly kind: string;
    readonly name: string;
    readonly used: string;
    /** By something of another kind. */
    readonly taken: boolean;
  };
  readonly "message-by-place": { readonly message: string };
  readonly "operation-of-client": { readonly operation: string; readonly name: string; readonly does: "receives" | "sends" };
  readonly "document-reversed": {
    readonly names: readonly { readonly operation: string; readonly does: "receives" | "sends" }[];
    /** Operations that are not listed. */
    readonly more: number;
  };
  readonly "binding-unused": { readonly protocol: string };
  readonly "binding-fields-unused": { readonly protocol: string; readonly fields: readonly string[] };
  readonly "redis-method": {
    readonly channel: string;
    readonly method: string;
    readonly is: "pubsub" | "stream" | "list";
    readonly kind: "pubsub" | "stream";
  };
  readonly "registry-binding": { readonly message: string; readonly field: string; readonly value: string };
  readonly "binding-unspoken": { readonly protocol: string };
  readonly "binding-of-client": { readonly operation: string };
  readonly "message-unsupported": { readonly message: string; readonly what: string };
  readonly "message-text": { readonly message: string; readonly contentType: string; readonly type: string };
  readonly "headers-impossible": { readonly message: string; readonly type: string };
  readonly "headers-not-carried": { readonly message: string; readonly channel: string; readonly required: readonly string[] };
  readonly "payload-format": { readonly message: string; readonly what: "payload" | "headers"; readonly format: string };
  readonly "schema-left-out": { readonly schema: string; readonly format: string };
  readonly "location-unsupported": { readonly location: string };
  readonly "location-missing": { readonly location: string; readonly message: string };
  readonly "parameter-schema": { readonly parameter: string; readonly keywords: readonly string[] };
  readonly "parameters-adjacent": { readonly first: string; readonly second: string };
  readonly "parameter-not-in-binding": {
    readonly parameter: string;
    readonly field: string;
    readonly address: string;
    readonly documented: string;
  };
  readonly "server-protocol": { readonly server: string; readonly protocol: string };
  readonly "server-credentials": { readonly server: string };
  readonly "security-of-operation": { readonly operation: string };
  readonly "security-unsupported": { readonly scheme: string; readonly type: string };
  readonly "address-unknown": { readonly operation: string };
  readonly "address-invalid": { readonly address: string; readonly broker: string; readonly reason: string };
  readonly "address-shared": { readonly address: string; readonly channels: readonly string[] };
  readonly "operation-empty": { readonly operation: string };
  readonly "message-twice": { readonly message: string; readonly address: string; readonly operations: readonly string[] };
  readonly "request-unanswerable": { readonly operation: string; readonly reason: string; readonly instead: string };
  readonly "request-correlation": { readonly operation: string; readonly messages: readonly string[] };
  /** `isAsked`: from the side that sends the request. */
  readonly "reply-untyped": { readonly operation: string; readonly isAsked: boolean };
  readonly "no-handlers": { readonly role: string; readonly other: string };
  readonly "no-operations": { readonly version: string };
  readonly "nothing-generated": object;
  readonly "publisher-shared": { readonly message: string; readonly members: readonly string[] };
}

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

/** Environment variables of a server begin with it. @see src/runtime/config/variables.ts */
const variables = (server: string): string => `BOOST_${server.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;

const redisKinds = { pubsub: "publish/subscribe", stream: "a stream", list: "a list" } as const;

export const contractTable: DiagnosticTable<Parameters> = {
  "name-collision": {
    severity: "warning",
    message: ({ kind, name, used, taken }) =>
      taken
        ? `The output has another export \`${name}\`; this ${kind} is \`${used}\`.`
        : `More than one ${kind} would be called \`${name}\`; this one is \`${used}\`.`,
    help: () => "Give it a name of its own in the document.",
  },
  "message-by-place": {
    severity: "warning",
    message: ({ message }) => `The message \`${message}\` is called after its place in the list: one that is put before it takes its name.`,
    help: () => "Give it a `name`, a `title`, or a payload with a `const` that the others do not have.",
  },
  "operation-of-client": {
    severity: "info",
    message: ({ operation, name, does }) =>
      `\`${operation}\` of the document is \`${name}\` here: a client ${does === "receives" ? "receives what it sends" : "sends what it receives"}.`,
  },
  "document-reversed": {
    severity: "info",
    message: ({ names, more }) =>
      `In AsyncAPI 2 \`publish\` is what others publish to the application, which so receives it, and \`subscribe\` is what it sends. Names here say the opposite: ${names.map(({ operation, does }) => `\`${operation}\` ${does}`).join(", ")}${more === 0 ? "" : `, and ${more} more`}.`,
    help: () =>
      "If the document is written the other way round, run again with `--as client`, or write `x-boost: { as: client }` at its root.",
  },
  "binding-unused": {
    severity: "info",
    message: ({ protocol }) => `Bindings for \`${protocol}\` are not used: boost-gen speaks Kafka, AMQP and Redis.`,
  },
  "binding-fields-unused": {
    severity: "info",
    message: ({ protocol, fields }) => `${quoted(fields)} of this \`${protocol}\` binding ${fields.length === 1 ? "is" : "are"} not used.`,
  },
  "redis-method": {
    severity: "warning",
    message: ({ channel, method, is, kind }) =>
      `The \`redis\` binding of channel \`${channel}\` says \`method: ${method}\`, which is ${redisKinds[is]}, but the channel is ${redisKinds[kind]} here: neither side would read what the other writes.`,
    help: ({ is }) =>
      is === "list"
        ? "boost-gen reads and writes streams and publish/subscribe; let both sides use one of them."
        : `Write \`x-boost: { redis: { kind: ${is} } }\` on the channel, or correct the binding.`,
  },
  "registry-binding": {
    severity: "warning",
    message: ({ message, field, value }) =>
      `\`${field}\` of message \`${message}\` is \`${value}\`, which boost-gen does not know; it goes by the other fields.`,
    help: () => "Write `x-boost: { registry: { framing: … } }` on the message; the reference lists what there is.",
  },
  "binding-unspoken": {
    severity: "info",
    message: ({ protocol }) => `This \`${protocol}\` binding is not used: no server that it may be on speaks \`${protocol}\`.`,
  },
  "binding-of-client": {
    severity: "info",
    message: ({ operation }) =>
      `The bindings of operation \`${operation}\` belong to the service that the document describes; as its client we do not use them.`,
  },
  "message-unsupported": {
    severity: "warning",
    message: ({ message, what }) => `Message \`${message}\` is left out: ${what} cannot be read or written.`,
    help: () => "Supported are application/json and +json, text/*, application/octet-stream and CloudEvents.",
  },
  "message-text": {
    severity: "warning",
    message: ({ message, contentType, type }) =>
      `The payload of message \`${message}\` is ${type} by its schema, but \`${contentType}\` is read as ${contentType.startsWith("text/") ? "text" : "bytes"}: no delivery would be valid.`,
    help: () => "Correct the content type, or describe a text.",
  },
  "headers-impossible": {
    severity: "warning",
    message: ({ message, type }) =>
      `The headers of message \`${message}\` are ${type} by their schema, but headers are an object on every broker: no delivery would be valid.`,
    help: () => "Describe an object, with a property for each header.",
  },
  "headers-not-carried": {
    severity: "warning",
    message: ({ message, channel, required }) =>
      `Channel \`${channel}\` is Redis pub/sub without an envelope, which carries no headers, but message \`${message}\` ${
        required.length === 0 ? "describes some: none arrives." : `requires ${quoted(required)}: no delivery would be valid.`
      }`,
    help: () => "Say `x-boost: { redis: { envelope: true } }` on the channel where boost-gen is on both sides, or use a stream.",
  },
  "payload-format": {
    severity: "warning",
    message: ({ message, what, format }) =>
      what === "payload"
        ? `Message \`${message}\` is left out: a payload in the schema format \`${format}\` cannot be compiled yet.`
        : `The headers of message \`${message}\` are not checked: the schema format \`${format}\` cannot be compiled yet.`,
    help: ({ what }) =>
      `Supported are AsyncAPI schemas, JSON Schema draft-07 and 2020-12, OpenAPI 3.0 and 3.1 schemas, Avro 1.${what === "payload" ? " To take the message over with a payload of type `unknown`, write `x-boost: { payload: unknown }` on it." : ""}`,
  },
  "schema-left-out": {
    severity: "info",
    message: ({ schema, format }) => `Schema \`${schema}\` is left out: the schema format \`${format}\` cannot be compiled yet.`,
  },
  "location-unsupported": {
    severity: "warning",
    message: ({ location }) => `\`${location}\` is not an expression that can be evaluated; it is not used.`,
    help: () => "Write $message.header#/name or $message.payload#/pointer.",
  },
  "location-missing": {
    severity: "warning",
    message: ({ location, message }) => `\`${location}\` leads to nothing that message \`${message}\` describes.`,
  },
  "parameter-schema": {
    severity: "info",
    message: ({ parameter, keywords }) =>
      `Of the schema of parameter \`${parameter}\` only \`const\`, \`enum\` and \`default\` are used, not ${quoted(keywords)}.`,
  },
  "parameters-adjacent": {
    severity: "warning",
    message: ({ first, second }) =>
      `Nothing stands between the parameters \`${first}\` and \`${second}\`, so an address cannot be taken apart again.`,
    help: () => "Put a separator between them.",
  },
  "parameter-not-in-binding": {
    severity: "warning",
    message: ({ parameter, field, address, documented }) =>
      `The \`${field}\` of the binding is \`${address}\`, so that is where the messages are, and not in \`${documented}\`; it has no \`{${parameter}}\`, and the parameter has no value there.`,
    help: ({ parameter, field }) => `Write \`{${parameter}}\` into \`${field}\`, or take the parameter out of the address.`,
  },
  "server-protocol": {
    severity: "info",
    message: ({ server, protocol }) =>
      `Server \`${server}\` speaks \`${protocol}\`, which boost-gen does not; operations that only it carries cannot run.`,
  },
  "server-credentials": {
    severity: "warning",
    message: ({ server }) => `The address of server \`${server}\` contains credentials; they are left out and used nowhere.`,
    help: ({ server }) =>
      `Take them out of the document; give them to the process as ${variables(server)}_USERNAME and ${variables(server)}_PASSWORD.`,
  },
  "security-of-operation": {
    severity: "info",
    message: ({ operation }) => `The security of operation \`${operation}\` is not used; connections take that of their server.`,
  },
  "security-unsupported": {
    severity: "info",
    message: ({ scheme, type }) =>
      `The security scheme \`${scheme}\` of type \`${type}\` has no counterpart in Kafka, RabbitMQ or Redis and is not used.`,
  },
  "address-unknown": {
    severity: "warning",
    message: ({ operation }) => `Operation \`${operation}\` is left out: it receives from a channel without an address.`,
    help: () => "Write the channel's `address`; only sending may leave it open.",
  },
  "address-invalid": {
    severity: "warning",
    message: ({ address, broker, reason }) => `${broker} cannot have the address \`${address}\`: ${reason}.`,
    help: ({ broker }) =>
      broker === "Kafka"
        ? "Change it, or name the topic in the channel's binding: `bindings: { kafka: { topic: … } }`."
        : "Write another address.",
  },
  "address-shared": {
    severity: "warning",
    message: ({ address, channels }) =>
      `The channels ${quoted(channels)} have the address \`${address}\` in common; what is a message of one would be refused by the other.`,
    help: () => "Make one channel of them, with all its messages.",
  },
  "operation-empty": {
    severity: "warning",
    message: ({ operation }) => `Operation \`${operation}\` has no message that can be handled; nothing is generated for it.`,
  },
  "message-twice": {
    severity: "warning",
    message: ({ message, address, operations }) =>
      `Message \`${message}\` on \`${address}\` belongs to more than one receiving operation of one subscription: ${quoted(operations)}. The application will refuse to start.`,
    help: () => "Leave it in one of them: list the messages of each operation. Or give them groups of their own with `x-boost.group`.",
  },
  "request-unanswerable": {
    severity: "warning",
    message: ({ operation, reason }) => `The reply to operation \`${operation}\` cannot be waited for, so it is only published: ${reason}.`,
    help: ({ instead }) => instead,
  },
  "request-correlation": {
    severity: "info",
    message: ({ operation, messages }) =>
      `Operation \`${operation}\` sends a request, and ${messages.length === 1 ? "its message" : "messages"} ${quoted(messages)} ${messages.length === 1 ? "names" : "name"} no place for the correlation id, so it travels as the header \`correlationId\`.`,
    help: () =>
      "Who answers has to send it back under that name. Describe `correlationId` with its `location` on request and reply to say where it is.",
  },
  "reply-untyped": {
    severity: "warning",
    message: ({ operation, isAsked }) =>
      isAsked
        ? `The reply of operation \`${operation}\` has no message, so the request is only published and no reply is waited for.`
        : `The reply of operation \`${operation}\` has no message, so its handler returns nothing and nothing is sent.`,
    help: () => "Give the reply a channel with its messages.",
  },
  "no-handlers": {
    severity: "info",
    message: ({ role }) => `No operation receives anything from the side of the ${role}, so there is no handler to write.`,
    help: ({ other }) => `If the document describes somebody else's service, run again with --as ${other}.`,
  },
  "no-operations": {
    severity: "info",
    message: () =>
      "The document has no operation that can be generated, so there are types and validators, but no handler and no publisher.",
    help: ({ version }) =>
      version === "2"
        ? "Give a channel `publish` (we receive) or `subscribe` (we send)."
        : "Add `operations` that receive from its channels or send to them.",
  },
  "nothing-generated": {
    severity: "warning",
    message: () => "The document has no operation, no message and no schema that could be compiled, so the generated contract is empty.",
    help: () => "Is it the right file? Add operations, messages or schemas.",
  },
  "publisher-shared": {
    severity: "info",
    message: ({ message, members }) => `Several operations send \`${message}\`, so there is a publisher for each: ${quoted(members)}.`,
  },
};
