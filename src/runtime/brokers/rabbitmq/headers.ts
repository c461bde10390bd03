import type { Message } from "amqplib";
import type { RawHeaders } from "../broker.ts";

type Value = Uint8Array | string | number | boolean;

/** The header frame must fit the smallest frame that a server may insist on; amqplib throws far above it. Bytes. */
export const maxHeaderBytes = 48 * 1024;

/** A repeated header is an AMQP array. */
export function writeHeaders(headers: RawHeaders): Record<string, unknown> {
  const table: Record<string, unknown> = Object.create(null);
  for (const [name, values] of headers) table[name] = values.length === 1 ? field(values[0]) : values.map(field);
  return table;
}

function field(value: Value | undefined): unknown {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}

/** Headers by which RabbitMQ itself copies, counts and remembers; published, they would be obeyed or believed. */
const serversOwn =
  /^(?:B?CC|x-death|x-(?:first|last)-death-(?:exchange|queue|reason)|x-(?:delivery|acquired)-count|x-received-from|x-opt-.*)$/;
/** Headers that plugins obey, and that somebody may mean when he publishes. */
const plugins = /^(?:x-delay|x-shovelled.*|x-stream-.*)$/;

/** Never data: who means one says it in a binding. */
export function isServersOwn(header: string): boolean {
  return serversOwn.test(header);
}

function isOrder(header: string): boolean {
  return serversOwn.test(header) || plugins.test(header);
}

/** What the broker took as orders, among headers and properties. */
export function ordersOf({ properties }: Message): ReadonlyMap<string, string> {
  const { headers, expiration, priority, replyTo, userId } = properties;
  const orders = new Map<string, string>();
  for (const [name, value] of Object.entries(headers ?? {})) if (isOrder(name)) orders.set(name, valuesOf(value).join(", "));
  for (const [name, value] of Object.entries({ expiration, priority, "reply-to": replyTo, "user-id": userId }))
    if (typeof value === "string" || typeof value === "number") orders.set(name, String(value));
  return orders;
}

/** A few more than on the wire. */
export function headerBytes(headers: RawHeaders): number {
  let size = 0;
  for (const [name, values] of headers) {
    size += Buffer.byteLength(name) + 8;
    for (const value of values) size += (value instanceof Uint8Array ? value.byteLength : Buffer.byteLength(String(value))) + 8;
  }
  return size;
}

export function readHeaders(table: Readonly<Record<string, unknown>> | undefined): RawHeaders {
  return new Map(Object.entries(table ?? {}).map(([name, value]) => [name, valuesOf(value)]));
}

function valuesOf(value: unknown): readonly Value[] {
  return (Array.isArray(value) ? value : [value]).flatMap(read);
}

/** What stands in amqplib's notes of a type; a publisher can put thousands of them into each other. */
function untyped(given: unknown): unknown {
  let value = given;
  while (typeof value === "object" && value !== null && "!" in value && "value" in value) value = value.value;
  return value;
}

/** Tables (such as the entries of `x-death`) and typed values have no counterpart; their JSON does. */
function read(given: unknown): readonly Value[] {
  const value = untyped(given);
  if (value === null || value === undefined) return [];
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value instanceof Uint8Array) return [value];
  if (typeof value === "bigint") return [String(value)];
  try {
    // 64-bit integers beyond a double's come as BigInt, which JSON does not know.
    return [JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner))];
  } catch {
    return ["(nested too deep to be written)"];
  }
}
