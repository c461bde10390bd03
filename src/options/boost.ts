import { consumeOptions } from "./consume.ts";
import { longestTimer } from "./duration.ts";
import type { Group } from "./option.ts";
import { registryOptions } from "./registry.ts";

/** Of the document as a whole. */
const documentOptions: Group = {
  kind: "group",
  type: "DocumentOptions",
  options: [
    {
      name: "as",
      kind: "choice",
      choices: ["application", "client"],
      at: ["root"],
      default: "application",
      description: "client: the document describes somebody else's service.",
    },
    {
      name: "app",
      kind: "text",
      at: ["root"],
      otherwise: "the name that `new BoostApp` is given",
      description: "Name of the application, with which groups and queues begin; tools go by it, and a service says when its own differs.",
    },
    {
      name: "handlers",
      kind: "boolean",
      at: ["root"],
      default: true,
      description: "false: types, validators and publishers only; nothing is received.",
    },
    {
      name: "workflowCode",
      kind: "boolean",
      at: ["root"],
      otherwise: "true where `x-temporal` is used, handlers are written, and package.json has @temporalio/workflow",
      description: "Whether `workflow.ts` is written, which workflow code imports.",
    },
  ],
};

/** What is asked of texts with a `format`. */
const formatOptions: Group = {
  kind: "group",
  type: "FormatOptions",
  options: [
    {
      name: "formats",
      kind: "choice",
      choices: ["annotate", "assert"],
      at: ["root", "channel", "message"],
      default: "annotate",
      description: "Whether a text that is not of its `format` makes a received message invalid; what is published is always checked.",
    },
  ],
};

/** How Avro's types become JSON. */
const avroOptions: Group = {
  kind: "group",
  type: "WireOptions",
  options: [
    {
      name: "avro",
      kind: "group",
      type: "AvroOptions",
      at: ["root", "channel", "message"],
      description: "How values of Avro come as JSON.",
      options: [
        {
          name: "long",
          kind: "choice",
          choices: ["number", "string"],
          default: "number",
          description:
            "What a `long` is that is no date or time; a number beyond 2^53 - 1 makes the message invalid, a text has every digit.",
        },
      ],
    },
  ],
};

/** Which of a channel's messages one is. */
const dispatchOptions: Group = {
  kind: "group",
  type: "DispatchOptions",
  options: [
    {
      name: "dispatch",
      kind: "choice",
      choices: ["exact", "first"],
      at: ["operation"],
      default: "exact",
      description: "How a message is found among several: exactly one fits, or the first that does.",
    },
  ],
};

/** How long and for how many replies is waited. */
const requestOptions: Group = {
  kind: "group",
  type: "AskingOptions",
  options: [
    {
      name: "request",
      kind: "group",
      type: "RequestOptions",
      at: ["root", "operation"],
      description: "How replies are waited for, where an operation sends and has a `reply`.",
      options: [
        {
          name: "timeout",
          kind: "duration",
          least: 1,
          most: longestTimer,
          default: 10_000,
          description: "Longest wait for a reply, from the call on; a call may say its own.",
        },
        {
          name: "limit",
          kind: "integer",
          least: 1,
          most: 1_000_000,
          default: 10_000,
          description: "Requests of the operation that may wait at the same time in one process; one more is refused.",
        },
      ],
    },
  ],
};

/** Of one message. */
const messageOptions: Group = {
  kind: "group",
  type: "MessageOptions",
  options: [
    {
      name: "key",
      kind: "template",
      or: "object",
      at: ["message"],
      description:
        "Expression for the key that the message is published with: `{$message.payload#/order_id}`, or an object of them for a key that is a record.",
    },
    {
      name: "match",
      kind: "group",
      type: "MatchOptions",
      at: ["message"],
      description: "How the message is told from the others of its channel.",
      keys: {
        rule: "exactly-one",
        of: ["header", "payload"],
        problem: "`match` needs either `header` or `payload`.",
        instead: "Write `{ header: type, equals: … }` or `{ payload: /type, equals: … }`.",
      },
      options: [
        { name: "header", kind: "text", description: "Name of a header." },
        { name: "payload", kind: "pointer", description: "JSON Pointer into the payload: `/type`." },
        { name: "equals", kind: "scalar", required: true, description: "What stands there in a message of this kind and in no other." },
      ],
    },
    {
      name: "payload",
      kind: "choice",
      choices: ["unknown"],
      at: ["message"],
      description: "The message is taken although its schema cannot be read.",
    },
  ],
};

/** All of `x-boost`; a group for each part of the product that acts on it. */
export const boostGroups = {
  document: documentOptions,
  formats: formatOptions,
  avro: avroOptions,
  dispatch: dispatchOptions,
  consume: consumeOptions,
  request: requestOptions,
  message: messageOptions,
  schema: registryOptions,
} as const;
