import { ownsQueue } from "../../../addresses/channel-address.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { BindingValue, JsonValue, Protocol } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { entriesOf } from "../reading/fields.ts";

type Broker = BindingValue["protocols"][number];

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

/** What the runtime reads of each binding; the rest is reported. No two brokers have a name in common. @see src/addresses/channel-address.ts */
const used: Readonly<Record<Broker, Readonly<Partial<Record<BindingPlace["of"], readonly string[]>>>>> = {
  kafka: {
    server: ["schemaRegistryUrl", "schemaRegistryVendor"],
    message: ["schemaIdLocation", "schemaIdPayloadEncoding", "schemaLookupStrategy"],
    channel: ["topic", "partitions", "replicas", "topicConfiguration"],
    operation: ["groupId", "clientId"],
  },
  amqp: {
    channel: [
      "is",
      "queue.name",
      "queue.durable",
      "queue.exclusive",
      "queue.autoDelete",
      "exchange.name",
      "exchange.type",
      "exchange.durable",
      "exchange.autoDelete",
    ],
    operation: ["expiration", "priority", "deliveryMode", "mandatory", "timestamp", "userId", "cc", "bcc"],
  },
  redis: { channel: ["channel"] },
};

/** Fields that hold a schema; of it the runtime wants what it allows and what holds when nobody chooses. */
const schemaFields: ReadonlySet<string> = new Set(["groupId", "clientId"]);
const kept: ReadonlySet<string> = new Set(["type", "const", "enum", "default"]);

export interface BindingPlace {
  readonly of: "server" | "channel" | "operation" | "message";
  /** What the servers speak; empty when that is not known. */
  readonly protocols: ReadonlySet<Protocol>;
  /** Fields that become something else than part of the binding. */
  readonly elsewhere?: readonly string[];
}

/** The bindings of the brokers that it may be on; others are reported as not used. @see https://github.com/asyncapi/bindings */
export function lowerBindings(
  node: DocumentNode | undefined,
  { of, protocols, elsewhere = [] }: BindingPlace,
  { sink }: Lowering,
): BindingValue | undefined {
  const ours = [...protocols].some((protocol) => protocol !== "other");
  const value: Record<string, JsonValue> = Object.create(null);
  const bound = new Set<Broker>();
  for (const [key, reference] of entriesOf(node)) {
    if (key.startsWith("x-")) continue;
    const protocol = protocolOf(key);
    if (protocol === "other") sink.report("binding-unused", reference, { protocol: key }, { part: "key" });
    else if (ours && !protocols.has(protocol)) sink.report("binding-unspoken", reference, { protocol: key }, { part: "key" });
    else {
      const binding = reference.resolve();
      const { value: own, unused } = sorted(binding, usedOf({ protocol, node: binding }, of));
      const fields = unused.filter((field) => !elsewhere.includes(field));
      if (fields.length > 0) sink.report("binding-fields-unused", reference, { protocol: key, fields }, { part: "key" });
      if (Object.keys(own).length > 0) bound.add(protocol);
      Object.assign(value, own);
    }
  }
  return bound.size === 0 ? undefined : { kind: "binding", protocols: [...bound], value };
}

/** A queue of our own is named after the group, and a queue that is named is reached without an exchange. */
function usedOf(
  { protocol, node }: { readonly protocol: Broker; readonly node: DocumentNode },
  of: BindingPlace["of"],
): ReadonlySet<string> {
  const fields = used[protocol][of] ?? [];
  if (protocol !== "amqp" || of !== "channel") return new Set(fields);
  const whole = plain(node);
  const other = typeof whole === "object" && ownsQueue({ binding: whole as BindingValue["value"] }) ? "queue." : "exchange.";
  return new Set(fields.filter((field) => !field.startsWith(other)));
}

interface SortedFields {
  readonly value: BindingValue["value"];
  readonly unused: readonly string[];
}

/** What the runtime reads goes into the output, so that nothing there is without an effect; of the rest the names. */
function sorted(node: DocumentNode, known: ReadonlySet<string>, owner = ""): SortedFields {
  const value: Record<string, JsonValue> = Object.create(null);
  const unused: string[] = [];
  for (const [key, field] of entriesOf(node)) {
    const path = `${owner}${key}`;
    if (known.has(path)) value[key] = schemaFields.has(key) ? reduced(field) : plain(field);
    else if ([...known].some((other) => other.startsWith(`${path}.`))) {
      const inner = sorted(field.resolve(), known, `${path}.`);
      if (Object.keys(inner.value).length > 0) value[key] = inner.value;
      unused.push(...inner.unused);
    } else if (!saysNothing(key, field)) unused.push(path);
  }
  return { value, unused };
}

/** The virtual host of a connection is part of its server's address; `/` is that of every server. */
function saysNothing(key: string, field: DocumentNode): boolean {
  return key === "bindingVersion" || key.startsWith("x-") || (key === "vhost" && field.value === "/");
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
