import type { IHeaders, KafkaMessage, Message } from "kafkajs";
import { timeOf } from "../../ground/time.ts";
import type { Outgoing, RawHeaders } from "../broker.ts";
import { withPropertyHeaders } from "../property-headers.ts";
import { noHeaders } from "./record-reading.ts";

const none: RawHeaders = new Map();

/** Kafka's headers are bytes, and kafkajs keeps the values of a repeated one in a list. */
export function readHeaders(headers: IHeaders | undefined): RawHeaders {
  if (headers === undefined || headers === noHeaders) return none;
  const entries = Object.entries(headers);
  if (entries.length === 0) return none;
  const read = new Map<string, readonly (Uint8Array | string)[]>();
  for (const [name, value] of entries) {
    // A header without a value is allowed in Kafka, and reads as null.
    const values = (Array.isArray(value) ? value : [value]).map((one) => one ?? "");
    read.set(name, values);
  }
  return read;
}

export function writeRecord(message: Outgoing, key: Buffer | string | null): Message {
  const headers: IHeaders = Object.create(null);
  for (const [name, values] of withPropertyHeaders(message)) headers[name] = values.map(bytesOf);
  return { key, value: message.body === null ? null : view(message.body), headers };
}

function bytesOf(value: Uint8Array | string | number | boolean): Buffer {
  return value instanceof Uint8Array ? view(value) : Buffer.from(String(value));
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Milliseconds since the epoch; a producer that sets none leaves -1. */
export function timestampOf({ timestamp }: KafkaMessage): number | undefined {
  return timeOf(Number(timestamp));
}
