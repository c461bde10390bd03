/**
 * Kafka and Redis know only headers: what AMQP keeps as properties travels there under these names. `content-type` is the name that
 * CloudEvents gives it on Kafka. An identity of its own is not among them: `boost-id` and the position serve.
 */
import { propertyHeaders as names } from "../ground/transport-headers.ts";
import type { Outgoing, RawHeaders } from "./broker.ts";

/** Under which FastStream writes them, on Kafka and on Redis. */
const fastStreamNames = { contentType: "content-type", correlationId: "correlation_id", replyTo: "reply_to" } as const;

/** The headers to send; one that the message already has wins. */
export function withPropertyHeaders(message: Outgoing): RawHeaders {
  const headers = new Map(message.headers);
  for (const property of ["contentType", "correlationId", "replyTo"] as const) {
    const value = message[property];
    if (value !== undefined && !headers.has(names[property])) headers.set(names[property], [value]);
  }
  return headers;
}

export function propertyHeader(headers: RawHeaders, property: keyof typeof names): string | undefined {
  if (headers.size === 0) return undefined;
  const value = (headers.get(names[property]) ?? headers.get(fastStreamNames[property]))?.at(-1);
  if (value === undefined) return undefined;
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("utf8") : String(value);
}
