import type { DocumentNode } from "../document/node.ts";
import type { BindingValue, JsonValue, Protocol } from "../model/index.ts";
import { entriesOf } from "./fields.ts";
import type { Lowering } from "./lowering.ts";

type Broker = BindingValue["protocol"];

/** Protocols as servers and bindings write them → the broker that we have for them. */
const brokers: ReadonlyMap<string, Broker> = new Map([
  ["kafka", "kafka"],
  ["kafka-secure", "kafka"],
  ["amqp", "amqp"],
  ["amqps", "amqp"],
  ["redis", "redis"],
  ["rediss", "redis"],
]);

export function protocolOf(text: string): Protocol {
  return brokers.get(text.toLowerCase()) ?? "other";
}

/** What the runtime reads of each binding; the rest is reported. @see src/runtime/addresses/channel-address.ts */
const used: Readonly<Record<Broker, Readonly<Partial<Record<BindingPlace["of"], readonly string[]>>>>> = {
  kafka: { channel: ["topic"], operation: ["groupId", "clientId"] },
  amqp: { channel: ["is", "queue", "exchange"], operation: ["expiration", "priority", "deliveryMode"] },
  redis: {},
};

/** Fields that hold a schema; of it the runtime wants what it allows and what holds when nobody chooses. */
const schemaFields: ReadonlySet<string> = new Set(["groupId", "clientId", "key"]);
const kept: ReadonlySet<string> = new Set(["type", "const", "enum", "default"]);

export interface BindingPlace {
  readonly of: "server" | "channel" | "operation" | "message";
  /** What the servers speak; empty when that is not known. */
  readonly protocols: ReadonlySet<Protocol>;
}

/** The binding of the protocol that is spoken; others are reported as not used. @see https://github.com/asyncapi/bindings */
export function lowerBindings(node: DocumentNode | undefined, place: BindingPlace, { sink }: Lowering): BindingValue | undefined {
  const entries = entriesOf(node).filter(([key]) => !key.startsWith("x-"));
  const candidates = entries.flatMap(([key, reference]) => {
    const protocol = protocolOf(key);
    if (protocol !== "other") return [{ protocol, key, node: reference.resolve(), reference }];
    sink.report("binding-unused", reference, { protocol: key }, { part: "key" });
    return [];
  });
  const chosen = candidates.find(({ protocol }) => place.protocols.has(protocol)) ?? candidates[0];
  if (chosen === undefined) return undefined;
  for (const other of candidates) {
    if (other === chosen) continue;
    // Nobody would miss the binding of a protocol that no server speaks.
    if (place.protocols.size > 0 && !place.protocols.has(other.protocol))
      sink.report("binding-unused", other.reference, { protocol: other.key }, { part: "key" });
    else sink.report("binding-of-another", other.reference, { protocol: other.key, used: chosen.key }, { part: "key" });
  }
  const known = used[chosen.protocol][place.of] ?? [];
  const fields = entriesOf(chosen.node).flatMap(([key]) =>
    known.includes(key) || key === "bindingVersion" || key.startsWith("x-") ? [] : [key],
  );
  if (fields.length > 0) sink.report("binding-fields-unused", chosen.reference, { protocol: chosen.key, fields }, { part: "key" });
  return { kind: "binding", protocol: chosen.protocol, value: bindingValue(chosen.node) };
}

function bindingValue(node: DocumentNode): BindingValue["value"] {
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

/** Text of one field of a binding: `{ topic: … }`, `{ queue: { name: … } }`. */
export function bindingText({ value }: BindingValue, ...path: readonly string[]): string | undefined {
  let at: JsonValue | undefined = value;
  for (const key of path)
    at =
      typeof at === "object" && at !== null && !Array.isArray(at) && Object.hasOwn(at, key)
        ? (at as { readonly [key: string]: JsonValue })[key]
        : undefined;
  return typeof at === "string" && at !== "" ? at : undefined;
}
