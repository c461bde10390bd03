import type { contractTable } from "../../../compiler/diagnostics/tables/contract.ts";
import type { Meanings } from "../meaning.ts";

export const contractMeanings: Meanings<typeof contractTable> = {
  "name-collision": {
    means: "Two things of the document would have one name in the generated code, so one of them is called otherwise.",
    mend: "Give it a name of its own in the document, so that the name does not depend on what else is there.",
  },
  "message-by-place": {
    means:
      "The message has no name of its own, so it is called after its place in a list. A message put before it takes over its name and its handler.",
    mend: "Give it a `name`, a `title`, or a payload with a `const` that the others do not have.",
  },
  "operation-of-client": {
    means: "You compile the document of somebody else's service. What it sends you receive, so the operation has a name from your side.",
    mend: "Nothing has to be done.",
  },
  "document-reversed": {
    means:
      "In AsyncAPI 2 `publish` is what others publish to the application. Names in this document say the opposite, so it may be written the other way round.",
    mend: "If it is, write `x-boost: { as: client }` at its root. If it is not, write `x-boost: { as: application }`, and nothing is said any more.",
  },
  "binding-unused": {
    means: "The binding is for a protocol that boost-gen does not speak. It speaks Kafka, AMQP and Redis.",
    mend: "Nothing has to be done.",
  },
  "binding-fields-unused": {
    means: "boost-gen reads some fields of the binding and not these. What they ask for does not happen.",
    mend: "Set it up on the broker if it matters.",
  },
  "redis-method": {
    means:
      "The binding of a Redis channel, as FastStream writes it, names the command that the other side uses. It reads or writes another kind of thing than boost-gen would, so no message would arrive.",
    mend: "Write `x-boost: { redis: { kind: pubsub } }` on the channel for `subscribe`, `psubscribe` and `publish`; `kind: stream` for `xread`, `xreadgroup` and `xadd`. Lists are not read: change the other side to a stream.",
  },
  "registry-binding": {
    means: "The binding of a message says how a schema is named on the wire, with a word that boost-gen does not know.",
    mend: "Write `x-boost: { registry: { framing: … } }` on the message; the reference lists what there is.",
  },
  "binding-unspoken": {
    means: "The binding is for a protocol that none of the servers speaks on which it may be.",
    mend: "Remove it, or add the server.",
  },
  "binding-of-client": {
    means: "Bindings of an operation, such as a consumer group, belong to the service that the document describes. You are its client.",
    mend: "Say your own settings with `x-boost`, in code or in the environment.",
  },
  "message-unsupported": {
    means: "The message cannot be read or written, so it has no type, no handler and no publisher.",
    mend: "Use application/json, a type that ends with +json, text/*, application/octet-stream or CloudEvents.",
  },
  "message-text": {
    means: "The content type says that the body is text or bytes, the schema says that it is something else. No delivery could be valid.",
    mend: "Correct the content type, or describe a text.",
  },
  "headers-impossible": {
    means: "Headers are an object on every broker, and the schema describes something else.",
    mend: "Describe an object with a property for each header.",
  },
  "headers-not-carried": {
    means: "Redis pub/sub has no headers. The message describes some, which never arrive.",
    mend: "Use a stream, or `x-boost: { redis: { envelope: true } }` on the channel where boost-gen is on both sides.",
  },
  "payload-format": {
    means:
      "The schema is written in a language that boost-gen does not compile, so the message is left out, or its headers are not checked.",
    mend: "Describe it in a language that is supported, or write `x-boost: { payload: unknown }` on the message.",
  },
  "schema-left-out": {
    means: "A schema of `components` is written in a language that boost-gen does not compile.",
    mend: "Nothing has to be done unless a message needs it.",
  },
  "location-unsupported": {
    means: "The place of a correlation id or a reply address is an expression that boost-gen does not evaluate.",
    mend: "Write `$message.header#/name` or `$message.payload#/pointer`.",
  },
  "location-missing": {
    means: "The place of a correlation id or a reply address leads to nothing that the message describes, so it has no value.",
    mend: "Describe it, or correct the pointer.",
  },
  "parameter-schema": {
    means: "A parameter of an address is a text. Of its schema `const`, `enum` and `default` are used, and the rest is not checked.",
    mend: "List the values in an `enum` if they shall be checked.",
  },
  "parameters-adjacent": {
    means: "Between two parameters of an address stands nothing, so from an address it cannot be told where the first one ends.",
    mend: "Put a separator such as `.` or `/` between them.",
  },
  "parameter-not-in-binding": {
    means:
      "The binding names the topic, queue or channel itself, so that is where the messages are. The parameter of the address does not stand in it and has no value.",
    mend: "Write the parameter into the binding, or take it out of the address.",
  },
  "server-protocol": {
    means: "boost-gen speaks Kafka, AMQP and Redis. Operations that only this server carries get types and no connection.",
    mend: "Nothing has to be done if another program serves it.",
  },
  "server-credentials": {
    means: "The address of a server holds a user name or a password. A document is shared, so they are left out and used nowhere.",
    mend: "Take them out of the document, change them, and give them to the process in the environment.",
  },
  "security-of-operation": {
    means: "A connection has one login. boost-gen takes the security of the server and not that of an operation.",
    mend: "Describe it at the server.",
  },
  "security-unsupported": {
    means: "The security scheme has no counterpart in Kafka, RabbitMQ or Redis.",
    mend: "Describe what the server really asks for: user and password, SCRAM, X.509 or OAuth 2.",
  },
  "address-unknown": {
    means: "To receive, boost-gen must know where. The channel has no address.",
    mend: "Write the channel's `address`. Only sending may leave it open.",
  },
  "address-invalid": {
    means: "The broker cannot have a topic, queue or stream of that name.",
    mend: "Write another address, or name it in the channel's binding.",
  },
  "address-shared": {
    means: "Two channels are at one address. A consumer of one gets the messages of the other and refuses them.",
    mend: "Make one channel of them, with all its messages.",
  },
  "operation-empty": {
    means: "All messages of the operation were left out, so nothing is generated for it.",
    mend: "See what is said about its messages.",
  },
  "message-twice": {
    means:
      "A message belongs to one receiving operation of a subscription. Two of them share the subscription and both list it, so which handler runs is open.",
    mend: "Leave it in one of them, or give them groups of their own with `x-boost.group`.",
  },
  "request-unanswerable": {
    means:
      "A reply needs an address at which the process waits, and a place for the correlation id there and back. One of them is missing, so the request can be published and not asked.",
    mend: "Give the channel of the reply an address of its own, and describe `correlationId` where it can travel.",
  },
  "request-correlation": {
    means:
      "Request and reply belong together by the correlation id. The document does not say where it lies, so it is the header `correlationId`.",
    mend: "Describe `correlationId` with its `location` on the request and on the reply. Nothing has to be done where who answers sends that header back.",
  },
  "reply-untyped": {
    means: "The reply has no message: who answers has nothing to return and nothing is sent, and who asks has nothing to wait for.",
    mend: "Give the reply a channel with its messages.",
  },
  "no-handlers": {
    means:
      "From your side nothing is received, so there is no handler to write. A client of a service that only receives sees this, and so does a producer.",
    mend: "If the document describes somebody else's service, compile it with `--as client`, or the other way round.",
  },
  "no-operations": {
    means: "The document describes messages and schemas and nobody who sends or receives them.",
    mend: "Add `operations`; in AsyncAPI 2 give a channel `publish` or `subscribe`. For types only, nothing has to be done.",
  },
  "nothing-generated": {
    means: "Nothing of the document could be compiled.",
    mend: "Check that it is the right file, and what else is said about it.",
  },
  "publisher-shared": {
    means: "A publisher is called after its message. Several operations send this one, so there is a publisher for each.",
    mend: "Nothing has to be done.",
  },
};
