/**
 * The envelope that FastStream puts around a message on Redis: since 0.6 of bytes, before it a JSON object. In bytes: eight that mark it, a version
 * (two), where headers and body begin (four each), the number of headers (two), each header as name and value behind their lengths (two), the body.
 */
import { InvalidMessage } from "../../ground/errors.ts";
import type { Outgoing, RawHeaders } from "../broker.ts";
import { withPropertyHeaders } from "../property-headers.ts";

/** The field of a stream entry that holds the envelope. */
export const fastStreamField = "__data__";

const mark = Buffer.from([0x89, 0x42, 0x49, 0x4e, 0x0d, 0x0a, 0x1a, 0x0a]);
const version = 1;
/** Mark, version, two places. */
const head = 18;
const most = 65_535;

/** What our properties are called there. */
const theirs: ReadonlyMap<string, string> = new Map([
  ["correlationId", "correlation_id"],
  ["replyTo", "reply_to"],
]);

export interface Opened {
  readonly body: Buffer;
  readonly headers: RawHeaders;
}

/** `unreadable`: it bears the mark and is no envelope. */
export type Reading = Opened | { readonly unreadable: string } | undefined;

/** `undefined` where it is none of FastStream's. */
export function readFastStream(bytes: Buffer): Reading {
  return bytes.subarray(0, mark.length).equals(mark) ? readBinary(bytes) : readJson(bytes);
}

function readBinary(bytes: Buffer): Reading {
  if (bytes.length < head + 2) return { unreadable: "its head is cut off" };
  const written = bytes.readUInt16BE(8);
  if (written !== version) return { unreadable: `its version is ${written}` };
  const start = bytes.readUInt32BE(10);
  const end = bytes.readUInt32BE(14);
  if (start < head || end < start + 2 || end > bytes.length)
    return { unreadable: `its parts begin at ${start} and ${end} of ${bytes.length} bytes` };
  const block = bytes.subarray(start + 2, end);
  const count = bytes.readUInt16BE(start);
  // FastStream 0.6 counts the characters of a text and not its bytes, which differ outside of ASCII.
  const headers = readHeaders(block, count, bytesFrom) ?? readHeaders(block, count, charactersFrom);
  return headers === undefined
    ? { unreadable: `its ${count} headers do not fill the ${block.length} bytes that they have` }
    : { body: bytes.subarray(end), headers };
}

type End = (block: Buffer, from: number, length: number) => number;

const bytesFrom: End = (_, from, length) => from + length;

const charactersFrom: End = (block, from, length) => {
  let at = from;
  for (let left = length; left > 0 && at < block.length; left--) {
    at += 1;
    while (((block[at] ?? 0) & 0xc0) === 0x80) at += 1;
  }
  return at;
};

/** `undefined` unless they end where the block does. */
function readHeaders(block: Buffer, count: number, endOf: End): RawHeaders | undefined {
  const headers = new Map<string, string[]>();
  let at = 0;
  const text = (): string | undefined => {
    if (at + 2 > block.length) return undefined;
    const from = at + 2;
    at = endOf(block, from, block.readUInt16BE(at));
    return at > block.length ? undefined : block.toString("utf8", from, at);
  };
  for (let index = 0; index < count; index++) {
    const name = text();
    const value = text();
    if (name === undefined || value === undefined) return undefined;
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [value]);
    else values.push(value);
  }
  return at === block.length ? headers : undefined;
}

/** What is larger is not read into memory once more to look for an envelope in it. */
const mostJsonBytes = 64 * 1024 * 1024;

/** Nobody else's object has these two members and a correlation id in one of them. */
function readJson(bytes: Buffer): Reading {
  // Before anything of a large body is parsed for it.
  if (bytes[0] !== 0x7b || bytes.length > mostJsonBytes || !bytes.includes('"correlation_id"')) return undefined;
  let envelope: unknown;
  try {
    envelope = JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
  const { data, headers, ...others } = envelope as { readonly [name: string]: unknown };
  if (typeof data !== "string" || typeof headers !== "object" || headers === null || Object.keys(others).length > 0) return undefined;
  if (!Object.hasOwn(headers, "correlation_id")) return undefined;
  const values = Object.entries(headers).map(([name, value]) => [name, [isPlain(value) ? value : JSON.stringify(value)]] as const);
  return { body: Buffer.from(data), headers: new Map(values) };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

export function writeFastStream(message: Outgoing): Buffer {
  if (message.body === null) throw new InvalidMessage("a message without a body cannot be published to Redis", { code: "empty" });
  const pieces: Buffer[] = [];
  let count = 0;
  const text = (value: string): void => {
    const bytes = Buffer.from(value);
    if (bytes.length > most)
      throw new InvalidMessage(`a header of ${bytes.length} bytes is more than FastStream's envelope holds`, { code: "headers" });
    pieces.push(uint16(bytes.length), bytes);
  };
  for (const [name, values] of withPropertyHeaders(message))
    for (const value of values) {
      text(theirs.get(name) ?? name);
      text(value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value));
      count += 1;
    }
  if (count > most) throw new InvalidMessage(`${count} headers are more than FastStream's envelope holds`, { code: "headers" });
  const headers = Buffer.concat(pieces);
  return Buffer.concat([
    ...[mark, uint16(version), uint32(head), uint32(head + 2 + headers.length), uint16(count), headers],
    Buffer.from(message.body.buffer, message.body.byteOffset, message.body.byteLength),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
