import type { InvalidCode } from "../../../runtime/index.ts";
import type { Meaning } from "../meaning.ts";

/** The codes of `InvalidMessage`, which stand in a dead letter as `invalid: <code>`. */
export const deadLetterMeanings: { readonly [Code in InvalidCode]: Meaning } = {
  empty: {
    means: "The message has no body, and its channel does not say that it may.",
    mend: "On Kafka, `x-boost.kafka.tombstone` says what a record without a value is.",
  },
  "too-large": {
    means: "The body, or what a message would start, is larger than what boost-gen or the broker takes.",
    mend: "Send less, or a reference to it. The broker's own limit is set on the broker.",
  },
  "too-deep": { means: "The JSON nests deeper than is read, which protects the process.", mend: "Have the sender flatten it." },
  encoding: { means: "The body is not UTF-8.", mend: "Have the sender write UTF-8, or declare another content type." },
  syntax: {
    means: "The body is not JSON, or a value cannot be written as JSON.",
    mend: "`boost-gen dlq show` prints the body. Have the sender correct it.",
  },
  "forbidden-key": {
    means: "The body or the headers have the key `__proto__`, which could change what a program does.",
    mend: "Have the sender use another name.",
  },
  frame: {
    means: "The bytes before an Avro body do not name a schema that can be used, or the body does not fit the schema that they name.",
    mend: "Compare `x-boost.registry` with what the sender writes, and ask the registry for the id in the sentence.",
  },
  "content-type": {
    means: "The content type is none that the messages of the channel have.",
    mend: "Correct it at the sender, or in the document.",
  },
  headers: {
    means: "The headers do not fit their schema, or cannot be written for the broker.",
    mend: "Compare them with `headers` of the message.",
  },
  unreadable: {
    means: "The broker holds what cannot be decoded: a damaged batch, or one that grows too large.",
    mend: "Have the messages sent again, then drop the dead letter; it cannot be replayed.",
  },
  schema: {
    means: "The payload does not fit the schema of its message. The dead letter lists each place.",
    mend: "Correct the sender or the document, then `boost-gen dlq replay`.",
  },
  unmatched: {
    means: "The message is none of the messages of its channel.",
    mend: "Describe it, or say `x-boost: { unmatched: skip }` where others may use the channel.",
  },
  ambiguous: {
    means: "The message is valid as more than one message of its channel.",
    mend: "Let a constant tell the messages apart: `boost-gen explain dispatch-trial`.",
  },
  "not-ours": {
    means: "The message is described, but no operation of this application receives it, and on a shared queue nobody else would get it.",
    mend: "Receive it, or bind the queue to less.",
  },
  expression: {
    means: "An expression of `x-temporal` has no value in the message, or none that can be part of a text.",
    mend: "Make the property required in the schema, or let `when` ask for it.",
  },
  parameters: {
    means: "The parameters of an address are missing or do not fit it, so it is not known where to send.",
    mend: "Give each parameter a value that its `enum` has.",
  },
  workflow: {
    means:
      "Temporal refuses the call as it stands: an id that is empty or too long, arguments that are too large, a search attribute of the wrong type.",
    mend: "Correct the rule in `x-temporal`, or what the message puts into it.",
  },
};
