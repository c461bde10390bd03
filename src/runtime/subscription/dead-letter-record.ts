/** The dead letter (`src/runtime/README.md#the-dead-letter`): bytes, key and headers as they came, and why, bounded in size whatever the message or the error brings. */
import type { Delivery, Outgoing } from "../brokers/broker.ts";
import { InvalidMessage, kindOf, sentence, stackOf } from "../ground/errors.ts";
import { jsonPointer } from "../ground/json-pointer.ts";
import { boostHeaders, isDeadLetterFact, orderPrefix } from "../ground/transport-headers.ts";
import { runtimeVersion } from "../ground/version.ts";

/** What a record gives up, one after the other, when the broker does not take it whole. Each includes those before it. */
export const reductions = ["nothing", "headers", "issues", "the end of the body", "body"] as const;

export type Reduction = (typeof reductions)[number];

export interface DeadLetterFacts {
  readonly target: string;
  /** What a repeat is recognised by. */
  readonly id: string;
  /** Key of the operation, or of all operations of the subscription when no message was recognised. */
  readonly operation: string;
  readonly cause: string;
  readonly error: unknown;
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly failedAt: number;
  /** Bytes that all headers may have together. */
  readonly headerBytes: number;
  /** Default: nothing. */
  readonly without?: Reduction;
}

const errorBytes = 4 * 1024;
const issueBytes = 16 * 1024;
/** Of a record that gives things up. */
const reducedErrorBytes = 256;
const reducedBodyBytes = 16 * 1024;
/** A key, or another property, that is longer goes with the headers. */
const reducedPropertyBytes = 1024;

type Headers = Map<string, readonly (Uint8Array | string | number | boolean)[]>;

export function deadLetterRecord(delivery: Delivery, facts: DeadLetterFacts): Outgoing {
  const level = reductions.indexOf(facts.without ?? "nothing");
  const gives = (what: Reduction): boolean => level >= reductions.indexOf(what);
  const headers: Headers = new Map(delivery.headers);
  // What an earlier dead letter added is replaced, never piled up. `boost-id` stays the message's own.
  for (const name of boostHeaders) headers.delete(name);
  for (const name of headers.keys())
    if (name.startsWith(orderPrefix) || (isDeadLetterFact(name) && !name.startsWith("boost-"))) headers.delete(name);
  const added: Headers = new Map([
    ["boost-id", [facts.id]],
    ["boost-origin", [delivery.address]],
    ["boost-operation", [facts.operation]],
    ["boost-cause", [cut(facts.cause, 256)]],
    ["boost-attempts", [String(facts.attempts)]],
    ["boost-failed-at", [new Date(facts.failedAt).toISOString()]],
    ["boost-version", [runtimeVersion]],
  ]);
  if (delivery.position !== "") added.set("boost-position", [delivery.position]);
  added.set("boost-error", [gives("issues") ? cut(sentence(facts.error), reducedErrorBytes) : cut(describe(facts.error), errorBytes)]);
  const issues = gives("issues") ? undefined : issuesOf(facts.error);
  if (issues !== undefined) added.set("boost-issues", [issues]);
  for (const [name, value] of delivery.orders ?? []) {
    headers.delete(name);
    if (!gives("headers")) added.set(`${orderPrefix}${name}`, [cut(value, 256)]);
  }

  const dropped = fit(headers, gives("headers") ? 0 : facts.headerBytes - size(added) - 256);
  if (dropped.length > 0) added.set("boost-dropped-headers", [cut(dropped.join(", "), 256)]);
  const body = gives("body")
    ? delivery.body && new Uint8Array()
    : gives("the end of the body")
      ? (delivery.body?.subarray(0, reducedBodyBytes) ?? null)
      : delivery.body;
  if (level > 0) {
    const size = delivery.body?.length ?? 0;
    const kept = body?.length === size ? "" : `; ${body?.length ?? 0} of ${size} bytes of the body are here`;
    added.set("boost-omitted", [`${reductions.slice(1, level + 1).join(", ")}${kept}`]);
  }
  for (const [name, values] of added) headers.set(name, values);
  return {
    address: facts.target,
    body,
    headers,
    ...kept("key", delivery.keyBytes ?? delivery.key),
    ...kept("contentType", delivery.contentType),
    ...kept("messageId", delivery.messageId),
    ...kept("correlationId", delivery.correlationId),
    ...(delivery.orders?.has("reply-to") === true ? {} : kept("replyTo", delivery.replyTo)),
  };

  function kept<Name extends "key" | "contentType" | "messageId" | "correlationId" | "replyTo">(
    name: Name,
    value: Outgoing[Name],
  ): { readonly [name: string]: unknown } {
    return value === undefined || (gives("headers") && Buffer.byteLength(value) > reducedPropertyBytes) ? {} : { [name]: value };
  }
}

/** Values of headers that a dead letter has at most: more than any message needs, and fewer than any broker's record can hold. */
const mostValues = 1_000;

/** Drops the largest headers until the rest fits; a broker that refused the record would stop the source for ever. */
function fit(headers: Headers, room: number): string[] {
  const sizes = [...headers].map(([name, values]) => ({ name, values: values.length, bytes: bytesOf(name, values) }));
  let bytes = sizes.reduce((sum, each) => sum + each.bytes, 0);
  let values = sizes.reduce((sum, each) => sum + each.values, 0);
  const dropped: string[] = [];
  for (const each of sizes.sort((a, b) => b.bytes - a.bytes)) {
    if (bytes <= room && values <= mostValues) break;
    bytes -= each.bytes;
    values -= each.values;
    headers.delete(each.name);
    dropped.push(each.name);
  }
  return dropped;
}

function size(headers: Headers): number {
  let total = 0;
  for (const [name, values] of headers) total += bytesOf(name, values);
  return total;
}

function bytesOf(name: string, values: readonly (Uint8Array | string | number | boolean)[]): number {
  const named = Buffer.byteLength(name) + 16;
  return values.reduce<number>(
    (total, value) => total + named + (value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value))),
    0,
  );
}

function describe(error: unknown): string {
  return kindOf(error) === "invalid" ? sentence(error) : (stackOf(error) ?? sentence(error));
}

/** As many whole issues as fit; the array stays JSON. */
function issuesOf(error: unknown): string | undefined {
  if (kindOf(error) !== "invalid" || !(error instanceof InvalidMessage) || error.issues.length === 0) return undefined;
  const written: string[] = [];
  let room = issueBytes - 2;
  for (const { code, path, message } of error.issues) {
    const issue = JSON.stringify({ path: jsonPointer(path), code, message: cut(message, 512) });
    room -= Buffer.byteLength(issue) + 1;
    if (room < 0) break;
    written.push(issue);
  }
  return `[${written.join(",")}]`;
}

/** At most `bytes` bytes of UTF-8, cut between code points. */
function cut(text: string, bytes: number): string {
  if (text.length <= bytes && Buffer.byteLength(text) <= bytes) return text;
  const ellipsis = "…";
  const decoder = new TextDecoder("utf-8");
  // Each unit of a text is at least a byte, so what comes after the first `bytes` of them is not even looked at.
  return decoder.decode(Buffer.from(text.slice(0, bytes)).subarray(0, bytes - 3), { stream: true }) + ellipsis;
}
