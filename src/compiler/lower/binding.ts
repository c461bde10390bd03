import type { DocumentNode } from "../document/node.ts";
import type { BindingValue, JsonValue } from "../model/index.ts";
import { child, entriesOf } from "./fields.ts";
import type { Lowering } from "./lowering.ts";

type Protocol = BindingValue["protocol"];

/** Protocols as servers and bindings write them → the broker that we have for them. */
const protocols: Readonly<Record<string, Protocol>> = {
  kafka: "kafka",
  "kafka-secure": "kafka",
  amqp: "amqp",
  amqps: "amqp",
  redis: "redis",
  rediss: "redis",
};

export function protocolOf(text: string): Protocol | "other" {
  return Object.hasOwn(protocols, text.toLowerCase()) ? (protocols[text.toLowerCase()] ?? "other") : "other";
}

/** Fields that hold a schema; of it the runtime wants what it allows and what holds when nobody chooses. */
const schemaFields: ReadonlySet<string> = new Set(["groupId", "clientId", "key"]);
const kept: ReadonlySet<string> = new Set(["type", "const", "enum", "default"]);

/** The bindings of the first protocol that we speak; the other ones are reported as not used. @see https://github.com/asyncapi/bindings */
export function lowerBindings(node: DocumentNode | undefined, wanted: readonly Protocol[], { sink }: Lowering): BindingValue | undefined {
  let found: BindingValue | undefined;
  for (const [key, reference] of entriesOf(node)) {
    const protocol = protocolOf(key);
    if (key.startsWith("x-")) continue;
    if (protocol === "other") sink.report("binding-unused", reference, { protocol: key }, { part: "key" });
    else if (found === undefined || wanted.includes(protocol)) found = { kind: "binding", protocol, value: valueOf(reference.resolve()) };
  }
  return found;
}

function valueOf(node: DocumentNode): { readonly [key: string]: JsonValue } {
  const entries = entriesOf(node).map(([key, value]): [string, JsonValue] => [key, schemaFields.has(key) ? reduced(value) : plain(value)]);
  return Object.fromEntries(entries.filter(([key]) => key !== "bindingVersion"));
}

function reduced(schema: DocumentNode): JsonValue {
  const target = schema.resolve();
  if (target.kind !== "object") return plain(target);
  return Object.fromEntries(entriesOf(target).flatMap(([key, value]) => (kept.has(key) ? [[key, plain(value)]] : [])));
}

/** A JSON value with its references replaced; bindings are small and hold no recursive data. */
function plain(node: DocumentNode, depth = 0): JsonValue {
  const target = node.resolve();
  if (depth > 16) return null;
  if (target.kind === "array") return target.items().map((item) => plain(item, depth + 1));
  if (target.kind === "object") return Object.fromEntries(target.entries().map(([key, value]) => [key, plain(value, depth + 1)]));
  return target.value;
}

export function bindingField(node: DocumentNode | undefined, protocol: string, field: string): DocumentNode | undefined {
  return child(child(node, protocol), field);
}
