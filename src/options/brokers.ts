import { longestTimer } from "./duration.ts";
import type { Option } from "./option.ts";

export const kafka: Option = {
  name: "kafka",
  kind: "group",
  type: "KafkaOptions",
  description: "What only Kafka has.",
  options: [
    {
      name: "compression",
      kind: "choice",
      choices: ["none", "gzip", "snappy", "lz4", "zstd"],
      sends: true,
      default: "none",
      description:
        "How what is published is compressed, dead letters included; every codec is read. zstd is written by Node 22.15 and newer.",
    },
    {
      name: "outOfRange",
      kind: "choice",
      choices: ["stop", "earliest", "latest"],
      default: "stop",
      description: "Where to go on when the committed offset is gone from the log.",
    },
    {
      name: "tombstone",
      kind: "choice",
      choices: ["skip", "handler", "invalid"],
      otherwise: "the payload is `null`, for the schema to take or refuse",
      description: "What a message without a value is.",
    },
  ],
};

export const amqp: Option = {
  name: "amqp",
  kind: "group",
  type: "AmqpOptions",
  description: "What only RabbitMQ has.",
  options: [
    {
      name: "declare",
      kind: "choice",
      choices: ["create", "check", "none"],
      default: "check",
      description: "Whether the queue is made, only looked for, or taken for granted.",
    },
    {
      name: "queueType",
      kind: "choice",
      choices: ["quorum", "classic"],
      default: "quorum",
      description: "Of a queue that is made.",
    },
    {
      name: "prefetch",
      kind: "integer",
      least: 1,
      most: 65_535,
      otherwise: "`concurrency`, 4 × it with an order by key",
      description:
        "Unacknowledged messages that the server hands out; as many of one key that wait for a retry keep the others waiting too.",
    },
    {
      name: "singleActive",
      kind: "boolean",
      default: false,
      description: "One consumer at a time, which keeps the order of the queue.",
    },
    {
      name: "arguments",
      kind: "map",
      of: { kind: "scalar" },
      description: "RabbitMQ's own, for a queue that is made: x-max-priority, x-max-length, …",
    },
  ],
};

export const redis: Option = {
  name: "redis",
  kind: "group",
  type: "RedisOptions",
  description: "What only Redis has.",
  options: [
    {
      name: "kind",
      kind: "choice",
      choices: ["stream", "pubsub"],
      at: ["root", "channel", "operation", "code"],
      default: "stream",
      description: "A stream, or publish/subscribe, which loses what is published while nobody listens.",
    },
    {
      name: "minIdle",
      kind: "duration",
      at: ["root", "operation", "code"],
      least: 1_000,
      most: longestTimer,
      default: 60_000,
      description: "How long an entry of another consumer lies before it is taken over.",
    },
    {
      name: "trim",
      kind: "choice",
      at: ["root", "operation", "code"],
      choices: ["none", "acknowledged"],
      default: "none",
      description: "Whether handled entries are deleted.",
    },
    {
      name: "envelope",
      kind: "boolean",
      or: ["faststream"],
      at: ["root", "channel", "operation", "code"],
      default: false,
      description:
        "The payload is wrapped together with headers and id: ours on pub/sub with `true`, FastStream's everywhere with `faststream`. FastStream's is read without asking.",
    },
  ],
};
