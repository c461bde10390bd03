import { amqp, kafka, redis } from "./brokers.ts";
import { longestTimer } from "./duration.ts";
import type { Group, Option, Place } from "./option.ts";

const documentAndCode: readonly Place[] = ["root", "operation", "code"];

const retry: Option = {
  name: "retry",
  kind: "group",
  type: "RetryOptions",
  description: "What happens when a handler throws.",
  at: documentAndCode,
  perOperation: true,
  options: [
    {
      name: "attempts",
      kind: "integer",
      least: 1,
      most: 1_000,
      default: 5,
      variable: "BOOST_ATTEMPTS",
      description: "Runs of a message before its dead letter, the first included.",
    },
    {
      name: "initialInterval",
      kind: "duration",
      least: 0,
      most: longestTimer,
      default: 1_000,
      description: "Wait before the second run.",
    },
    { name: "multiplier", kind: "number", least: 1, default: 2, description: "Each wait is this many times the one before." },
    {
      name: "maxInterval",
      kind: "duration",
      least: 0,
      most: longestTimer,
      default: 30_000,
      otherwise: "`30s`, or `initialInterval` where that is longer",
      description: "Longest wait.",
    },
  ],
};

/** How messages of an operation are consumed. */
export const consumeOptions: Group = {
  kind: "group",
  type: "ConsumeOptions",
  options: [
    {
      name: "group",
      kind: "text",
      at: documentAndCode,
      otherwise: "`<app>.<operation>`",
      perOperation: true,
      description: "Name of the consumer group, or of the queue's owner.",
    },
    {
      name: "concurrency",
      kind: "integer",
      least: 1,
      most: 10_000,
      at: documentAndCode,
      default: 16,
      variable: "BOOST_CONCURRENCY",
      description: "Handlers that run at the same time.",
    },
    {
      name: "ordering",
      kind: "choice",
      choices: ["key", "partition", "none"],
      at: documentAndCode,
      otherwise: "`key` where something gives messages a key, else `none`",
      description: "What is handled one after the other: messages of a key, of a partition, or none.",
    },
    {
      name: "orderBy",
      kind: "template",
      at: ["root", "operation"],
      otherwise: "the Kafka key, else the expression of the workflow id, else no order",
      description: "Expression for the key to order by, where the message's own key is not it: `{$message.payload#/order_id}`.",
    },
    {
      name: "timeout",
      kind: "duration",
      least: 1,
      most: longestTimer,
      at: documentAndCode,
      default: 30_000,
      variable: "BOOST_TIMEOUT",
      perOperation: true,
      description: "Longest run of a handler.",
    },
    retry,
    {
      name: "deadLetter",
      kind: "address",
      at: documentAndCode,
      otherwise: "the address, or the group where there are several, with `-dlq` behind it",
      description: "Where messages go that cannot be handled; false: nowhere, the subscription stops.",
    },
    {
      name: "delivery",
      kind: "choice",
      choices: ["at-least-once", "at-most-once"],
      at: documentAndCode,
      default: "at-least-once",
      description: "At least once: acknowledged after the handler. At most once: before it.",
    },
    {
      name: "unmatched",
      kind: "choice",
      choices: ["dead-letter", "skip"],
      at: documentAndCode,
      default: "dead-letter",
      description: "What becomes of a message that is none of the operation's.",
    },
    {
      name: "unstorable",
      kind: "choice",
      choices: ["stop", "skip"],
      at: documentAndCode,
      default: "stop",
      description:
        "What becomes of a message of which no dead letter can be stored, not even one without headers and body, in `retry.attempts` tries: the process stops with a sentence, or the message is acknowledged and counted.",
    },
    {
      name: "idFromBody",
      kind: "boolean",
      at: documentAndCode,
      default: false,
      description: "Messages without an id of their own are told apart by their bytes.",
    },
    { ...kafka, at: documentAndCode },
    { ...amqp, at: documentAndCode },
    { ...redis, at: ["root", "channel", "operation", "code"], sends: true },
  ],
};
