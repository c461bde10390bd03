import type { DocumentNode } from "../../document/node.ts";
import type { ConsumeOptions } from "../../model/index.ts";
import { parseTemplate } from "../expressions/expression.ts";
import type { Lowering } from "../lowering.ts";
import { defined } from "../reading/defined.ts";
import { longestTimer, StrictReader } from "../reading/strict-reader.ts";
import { readAmqp, readKafka, readRedis } from "./broker-options.ts";

/** Keys that the root has beside the options of an operation, and the other way round. */
const elsewhere = { root: ["as"], operation: ["dispatch"] } as const;

/** `x-boost` of the root or of an operation: how messages are consumed. Durations in milliseconds. */
export function readConsumeOptions(node: DocumentNode | undefined, where: keyof typeof elsewhere, { sink }: Lowering): ConsumeOptions {
  if (node === undefined) return {};
  const reader = new StrictReader(node, "x-boost", sink);
  const orderBy = reader.any("orderBy");
  const options: ConsumeOptions = defined({
    group: reader.string("group"),
    concurrency: reader.integer("concurrency", 1, 10_000),
    ordering: reader.choice("ordering", ["key", "partition", "none"]),
    orderBy: orderBy === undefined || reader.string("orderBy") === undefined ? undefined : parseTemplate(orderBy, sink),
    timeout: reader.duration("timeout", 1, longestTimer),
    retry: readRetry(reader.object("retry")),
    deadLetter: reader.read("deadLetter", "an address or false", ({ value }) =>
      value === false || (typeof value === "string" && value !== "") ? value : undefined,
    ),
    delivery: reader.choice("delivery", ["at-least-once", "at-most-once"]),
    unmatched: reader.choice("unmatched", ["dead-letter", "skip"]),
    idFromBody: reader.boolean("idFromBody"),
    kafka: readKafka(reader.object("kafka")),
    amqp: readAmqp(reader.object("amqp")),
    redis: readRedis(reader.object("redis")),
  });
  reader.end(elsewhere[where]);
  return options;
}

function readRetry(reader: StrictReader | undefined): ConsumeOptions["retry"] {
  if (reader === undefined) return undefined;
  const value = defined({
    attempts: reader.integer("attempts", 1, 1_000),
    initialInterval: reader.duration("initialInterval", 0, longestTimer),
    multiplier: reader.number("multiplier", 1),
    maxInterval: reader.duration("maxInterval", 0, longestTimer),
  });
  if (value.maxInterval !== undefined && value.initialInterval !== undefined && value.maxInterval < value.initialInterval)
    reader.combination("`maxInterval` is shorter than `initialInterval`.", "Make it at least as long.", "maxInterval");
  reader.end();
  return value;
}

/** Options of an operation over those of the root, key by key. */
export function mergeConsumeOptions(root: ConsumeOptions, own: ConsumeOptions): ConsumeOptions {
  return {
    ...root,
    ...own,
    ...defined({
      retry: merged(root.retry, own.retry),
      kafka: merged(root.kafka, own.kafka),
      amqp: merged(root.amqp, own.amqp),
      redis: merged(root.redis, own.redis),
    }),
  };
}

function merged<T extends object>(root: T | undefined, own: T | undefined): T | undefined {
  return root === undefined || own === undefined ? (own ?? root) : { ...root, ...own };
}

/** `x-boost.dispatch` of an operation. */
export function dispatchMode(node: DocumentNode | undefined, { sink }: Lowering): "exact" | "first" {
  if (node === undefined) return "exact";
  return new StrictReader(node, "x-boost", sink).choice("dispatch", ["exact", "first"]) ?? "exact";
}
