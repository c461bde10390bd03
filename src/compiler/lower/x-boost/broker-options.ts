import type { ConsumeOptions } from "../../model/index.ts";
import { defined } from "../reading/defined.ts";
import { longestTimer, type StrictReader } from "../reading/strict-reader.ts";

export function readKafka(reader: StrictReader | undefined): ConsumeOptions["kafka"] {
  if (reader === undefined) return undefined;
  const value = defined({
    outOfRange: reader.choice("outOfRange", ["stop", "earliest", "latest"]),
    tombstone: reader.choice("tombstone", ["skip", "handler", "invalid"]),
  });
  reader.end();
  return value;
}

export function readAmqp(reader: StrictReader | undefined): ConsumeOptions["amqp"] {
  if (reader === undefined) return undefined;
  const value = defined({
    declare: reader.choice("declare", ["create", "check", "none"]),
    queueType: reader.choice("queueType", ["quorum", "classic"]),
    prefetch: reader.integer("prefetch", 1, 65_535),
    singleActive: reader.boolean("singleActive"),
    arguments: queueArguments(reader.object("arguments")),
  });
  reader.end();
  return value;
}

type QueueArguments = NonNullable<NonNullable<ConsumeOptions["amqp"]>["arguments"]>;

/** Their names are RabbitMQ's (`x-max-length`, …), so any is taken; nested ones have no use in a queue. */
function queueArguments(reader: StrictReader | undefined): QueueArguments | undefined {
  if (reader === undefined) return undefined;
  const keys = reader.node.kind === "object" ? reader.node.entries().map(([key]) => key) : [];
  const entries = keys.flatMap((key) => {
    const value = reader.read(key, "a text, a number, true or false", (node) =>
      typeof node.value === "string" || typeof node.value === "number" || typeof node.value === "boolean" ? node.value : undefined,
    );
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

export function readRedis(reader: StrictReader | undefined): ConsumeOptions["redis"] {
  if (reader === undefined) return undefined;
  const value = defined({
    kind: reader.choice("kind", ["stream", "pubsub"]),
    minIdle: reader.duration("minIdle", 1_000, longestTimer),
    trim: reader.choice("trim", ["none", "acknowledged"]),
    envelope: reader.boolean("envelope"),
  });
  reader.end();
  return value;
}
