/**
 * A stream entry: the field `data` is the body, each header is a field `h:<name>`, repeated for each value. An entry of another
 * producer without `data` is read as an object of its fields, bytes that are no text as `base64:…`; FastStream's has one field, with its envelope.
 */

import { fromBase64 } from "../../ground/base64.ts";
import { InvalidMessage } from "../../ground/errors.ts";
import { keyText } from "../../ground/key-text.ts";
import { unreadableHeader } from "../../ground/transport-headers.ts";
import type { Outgoing, RawHeaders } from "../broker.ts";
import { withPropertyHeaders } from "../property-headers.ts";
import { fastStreamField, readFastStream, writeFastStream } from "./faststream.ts";

type Value = Uint8Array | string | number | boolean;

export interface Entry {
  readonly id: string;
  readonly body: Uint8Array;
  readonly headers: RawHeaders;
}

export function writeFields(message: Outgoing): (string | Buffer)[] {
  if (message.options?.redis?.envelope === "faststream") return [fastStreamField, writeFastStream(message)];
  if (message.body === null) throw new InvalidMessage("a message without a body cannot be published to Redis", { code: "empty" });
  const fields: (string | Buffer)[] = ["data", view(message.body)];
  for (const [name, values] of withPropertyHeaders(message))
    for (const value of values) fields.push(`h:${name}`, value instanceof Uint8Array ? view(value) : String(value));
  return fields;
}

/** `fields` as the server sends them: names and values in turn. */
export function readEntry(id: string, fields: readonly Buffer[]): Entry {
  const headers = new Map<string, Value[]>();
  const plain: Record<string, string> = Object.create(null);
  let body: Buffer | undefined;
  let theirs: Buffer | undefined;
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const name = (fields[index] ?? Buffer.alloc(0)).toString("utf8");
    const value = fields[index + 1] ?? Buffer.alloc(0);
    if (name === "data") body = value;
    else if (name === fastStreamField) theirs = value;
    else if (name.startsWith("h:")) {
      // One list for each name: to copy it for each of its values is quadratic, and a producer chooses how many there are.
      const values = headers.get(name.slice(2));
      if (values === undefined) headers.set(name.slice(2), [value]);
      else values.push(value);
    } else plain[name] = keyText(value);
  }
  if (body === undefined && theirs !== undefined) return { id, ...(opened(theirs) ?? { body: theirs, headers: new Map() }) };
  return { id, body: body ?? Buffer.from(JSON.stringify(plain)), headers };
}

/** FastStream's envelope. `undefined` where it is none. */
function opened(bytes: Buffer): Omit<Entry, "id"> | undefined {
  const reading = readFastStream(bytes);
  return reading !== undefined && "unreadable" in reading ? unreadable(bytes, reading.unreadable) : reading;
}

/** Of pub/sub: `envelope` is what the channel has agreed on; FastStream's is known by its bytes. */
export function readPublished(bytes: Buffer, envelope: boolean | "faststream" | undefined): Omit<Entry, "id"> {
  if (envelope === true) return readEnvelope(bytes);
  return opened(bytes) ?? { body: bytes, headers: new Map() };
}

/** What is published on pub/sub. */
export function writePublished(message: Outgoing): Buffer {
  const envelope = message.options?.redis?.envelope;
  if (envelope === "faststream") return writeFastStream(message);
  if (envelope === true) return writeEnvelope(message);
  return view(message.body ?? new Uint8Array());
}

interface Envelope {
  readonly "boost-gen": 1;
  readonly headers: { readonly [name: string]: readonly string[] };
  /** Base64. */
  readonly data: string;
}

/** Pub/sub carries one text and no headers; the envelope (`x-boost.redis.envelope`) carries both. */
export function writeEnvelope(message: Outgoing): Buffer {
  const headers = Object.fromEntries(
    [...withPropertyHeaders(message)].map(([name, values]) => [
      name,
      values.map((value) => (value instanceof Uint8Array ? view(value).toString("utf8") : String(value))),
    ]),
  );
  const envelope: Envelope = { "boost-gen": 1, headers, data: view(message.body ?? new Uint8Array()).toString("base64") };
  return Buffer.from(JSON.stringify(envelope));
}

/** What is larger is not read into memory once more to look for an envelope in it. */
const mostEnvelopeBytes = 64 * 1024 * 1024;

/** The body alone where it is no envelope. Anybody may publish; what says that it is an envelope and has another shape cannot be read, and says why. */
export function readEnvelope(bytes: Buffer): Omit<Entry, "id"> {
  const envelope = bytes.length > mostEnvelopeBytes ? undefined : parsed(bytes);
  if (typeof envelope !== "object" || envelope === null || !("boost-gen" in envelope) || envelope["boost-gen"] !== 1)
    return { body: bytes, headers: new Map() };
  const { data, headers = {} } = envelope as { readonly data?: unknown; readonly headers?: unknown };
  const body = typeof data === "string" ? fromBase64(data) : undefined;
  if (body === undefined) return unreadable(bytes, "its `data` is not a text in base64");
  if (!isHeaders(headers)) return unreadable(bytes, "its `headers` are not lists of texts");
  return { body, headers: new Map(Object.entries(headers)) };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function isHeaders(value: unknown): value is Envelope["headers"] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((values) => Array.isArray(values) && values.every((each) => typeof each === "string"));
}

function unreadable(bytes: Buffer, why: string): Omit<Entry, "id"> {
  return { body: bytes, headers: new Map([[unreadableHeader, [`it says that it is an envelope, and ${why}`]]]) };
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
