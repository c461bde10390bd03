import type { DocumentNode } from "../document/node.ts";
import type { ConsumeOptions, Message, Template } from "../model/index.ts";
import { checkExpression, type MessageShape, parseTemplate, pointerTokens } from "./expression.ts";
import { child } from "./fields.ts";
import type { Lowering } from "./lowering.ts";
import { StrictReader } from "./strict-reader.ts";

/** `x-boost` of an operation, over that of the document's root, key by key. */
export function lowerConsumeOptions(
  operation: DocumentNode | undefined,
  root: DocumentNode | undefined,
  messages: readonly MessageShape[],
  lowering: Lowering,
): ConsumeOptions {
  const defaults = root === undefined ? {} : readConsume(new StrictReader(root, "x-boost", lowering.sink), [], lowering, ["as"]);
  const own =
    operation === undefined ? {} : readConsume(new StrictReader(operation, "x-boost", lowering.sink), messages, lowering, ["dispatch"]);
  return {
    ...defaults,
    ...own,
    ...nested("retry", defaults, own),
    ...nested("kafka", defaults, own),
    ...nested("amqp", defaults, own),
    ...nested("redis", defaults, own),
  };
}

function nested<Key extends "retry" | "kafka" | "amqp" | "redis">(
  key: Key,
  defaults: ConsumeOptions,
  own: ConsumeOptions,
): Pick<ConsumeOptions, Key> | object {
  return defaults[key] === undefined || own[key] === undefined ? {} : { [key]: { ...defaults[key], ...own[key] } };
}

function readConsume(reader: StrictReader, messages: readonly MessageShape[], lowering: Lowering, also: readonly string[]): ConsumeOptions {
  const options: ConsumeOptions = defined({
    group: reader.string("group"),
    concurrency: reader.integer("concurrency", 1, 10_000),
    ordering: reader.choice("ordering", ["key", "partition", "none"]),
    orderBy: orderBy(reader, messages, lowering),
    timeout: reader.duration("timeout"),
    retry: retry(reader.object("retry")),
    deadLetter: deadLetter(reader),
    delivery: reader.choice("delivery", ["at-least-once", "at-most-once"]),
    unmatched: reader.choice("unmatched", ["dead-letter", "skip"]),
    idFromBody: reader.boolean("idFromBody"),
    kafka: kafka(reader.object("kafka")),
    amqp: amqp(reader.object("amqp")),
    redis: redis(reader.object("redis")),
  });
  reader.end([...also, "match", "key"].filter((key) => also.includes(key)));
  if (options.redis?.kind === "pubsub" && options.delivery !== "at-most-once") {
    reader.combination(
      "Redis pub/sub delivers at most once: what is published while nobody listens is lost.",
      "Write `delivery: at-most-once` to accept that, or use `redis: { kind: stream }`.",
      "redis",
    );
  }
  if (options.ordering !== "key" && options.ordering !== undefined && options.orderBy !== undefined) {
    reader.combination(`\`orderBy\` needs \`ordering: key\`, not \`${options.ordering}\`.`, "Leave one of the two out.", "orderBy");
  }
  return options;
}

function orderBy(reader: StrictReader, messages: readonly MessageShape[], { sink }: Lowering): Template | undefined {
  const node = reader.any("orderBy");
  if (node === undefined || reader.string("orderBy") === undefined) return undefined;
  const template = parseTemplate(node, sink);
  for (const shape of messages) for (const part of template) if (typeof part !== "string") checkExpression(part, shape, node, sink);
  return template;
}

function deadLetter(reader: StrictReader): string | false | undefined {
  return reader.any("deadLetter")?.value === false ? false : reader.string("deadLetter");
}

function retry(reader: StrictReader | undefined): ConsumeOptions["retry"] {
  if (reader === undefined) return undefined;
  const value = defined({
    attempts: reader.integer("attempts", 1, 1_000),
    initialInterval: reader.duration("initialInterval"),
    multiplier: reader.number("multiplier", 1),
    maxInterval: reader.duration("maxInterval"),
  });
  reader.end();
  return value;
}

function kafka(reader: StrictReader | undefined): ConsumeOptions["kafka"] {
  if (reader === undefined) return undefined;
  const value = defined({
    outOfRange: reader.choice("outOfRange", ["stop", "earliest", "latest"]),
    tombstone: reader.choice("tombstone", ["skip", "handler", "invalid"]),
  });
  reader.end();
  return value;
}

function amqp(reader: StrictReader | undefined): ConsumeOptions["amqp"] {
  if (reader === undefined) return undefined;
  const value = defined({
    declare: reader.choice("declare", ["create", "check", "none"]),
    queueType: reader.choice("queueType", ["quorum", "classic"]),
    prefetch: reader.integer("prefetch", 1, 65_535),
    singleActive: reader.boolean("singleActive"),
    arguments: queueArguments(reader),
  });
  reader.end();
  return value;
}

function queueArguments(reader: StrictReader): { readonly [key: string]: string | number | boolean } | undefined {
  const node = reader.any("arguments");
  if (node === undefined) return undefined;
  const entries: [string, string | number | boolean][] = [];
  for (const [key, value] of node.kind === "object" ? node.entries() : []) {
    if (typeof value.value === "string" || typeof value.value === "number" || typeof value.value === "boolean")
      entries.push([key, value.value]);
    else
      reader.combination(
        `The queue argument \`${key}\` must be a text, a number, true or false.`,
        "RabbitMQ takes no nested queue arguments here.",
        "arguments",
      );
  }
  return Object.fromEntries(entries);
}

function redis(reader: StrictReader | undefined): ConsumeOptions["redis"] {
  if (reader === undefined) return undefined;
  const value = defined({
    kind: reader.choice("kind", ["stream", "pubsub"]),
    minIdle: reader.duration("minIdle"),
    trim: reader.choice("trim", ["none", "acknowledged"]),
    envelope: reader.boolean("envelope"),
  });
  reader.end();
  return value;
}

/** `x-boost` of a message: `match` and `key`. */
export function lowerMessageOptions(
  node: DocumentNode | undefined,
  shape: MessageShape,
  { sink }: Lowering,
): Pick<Message, "match" | "key"> {
  if (node === undefined) return {};
  const reader = new StrictReader(node, "x-boost", sink);
  const keyNode = reader.any("key");
  const key = reader.string("key") === undefined || keyNode === undefined ? undefined : parseTemplate(keyNode, sink);
  for (const part of key ?? []) if (typeof part !== "string" && keyNode !== undefined) checkExpression(part, shape, keyNode, sink);
  const match = matchOf(reader.object("match"));
  reader.end();
  return defined({ key, match });
}

function matchOf(reader: StrictReader | undefined): Message["match"] {
  if (reader === undefined) return undefined;
  const header = reader.string("header");
  const payload = reader.string("payload");
  const equals = reader.any("equals")?.value;
  reader.end();
  if ((header === undefined) === (payload === undefined))
    reader.combination(
      "`match` needs either `header` or `payload`.",
      "Write `{ header: type, equals: … }` or `{ payload: /type, equals: … }`.",
    );
  if (typeof equals !== "string" && typeof equals !== "number" && typeof equals !== "boolean") {
    reader.missing("equals");
    return undefined;
  }
  if (header !== undefined) return { source: "header", path: [header], equals };
  const path = pointerTokens(payload ?? "");
  if (path === undefined || path.length === 0) {
    reader.combination(`\`${payload ?? ""}\` is not a JSON Pointer to a property.`, "Write it as /type or /meta/kind.", "payload");
    return undefined;
  }
  return { source: "payload", path, equals };
}

/** `x-boost.dispatch` of an operation. */
export function dispatchMode(node: DocumentNode | undefined, { sink }: Lowering): "exact" | "first" {
  if (child(node, "dispatch") === undefined || node === undefined) return "exact";
  return new StrictReader(node, "x-boost", sink).choice("dispatch", ["exact", "first"]) ?? "exact";
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the members that are `undefined`. */
export function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
