/**
 * What stands around a body to say which schema it was written with. Independent of the format inside: JSON can be framed like Avro.
 *
 * | Framing | In front of the body | In the headers |
 * |---|---|---|
 * | `confluent` | 0, four bytes of the id | |
 * | `confluent-header` | | `__value_schema_id`: 1, sixteen bytes of a GUID |
 * | `apicurio` | 0, eight bytes of the id | |
 * | `apicurio-header` | | `apicurio.value.contentId` or `.globalId`: eight bytes |
 * | `glue` | 3, compression (0 none, 5 zlib), sixteen bytes of a UUID | |
 */
import { inflateSync } from "node:zlib";
import type { Framing } from "../../addresses/schema-registry.ts";
import { assertNever } from "../ground/assert-never.ts";
import { InvalidMessage } from "../ground/errors.ts";

export type { Framing };

/** How a registry calls a schema: a number in one of its two counts, or an id that is unique everywhere. */
export type SchemaId =
  | { readonly kind: "id"; readonly id: number }
  | { readonly kind: "global"; readonly id: number }
  | { readonly kind: "guid"; readonly guid: string }
  | { readonly kind: "glue"; readonly guid: string };

export interface Framed {
  /** Absent where nothing says which schema it was. */
  readonly id?: SchemaId;
  readonly body: Uint8Array;
}

type HeaderValue = string | number | boolean | Uint8Array;
export type FrameHeaders = ReadonlyMap<string, readonly HeaderValue[]>;

/** Of a message, the part that is framed. */
export type Part = "value" | "key";

/** Registries count in 31 bits; what is beyond cannot be an id, and a registry need not be asked about it. */
const highestId = 0x7fff_ffff;

const idBytes = 4;
const guidBytes = 16;

export interface ReadFrameOptions {
  readonly headers: FrameHeaders;
  /** Default: the value. */
  readonly part?: Part;
  /** Which of Apicurio's two counts the id in front of a body is of; see `countOf`. */
  readonly useId?: "global" | "content" | undefined;
  /** Bytes that an unpacked body may have. */
  readonly limit: number;
}

/**
 * Where headers name a schema the body is bare, whatever the framing; else the frame stands in front of it. `none`: nothing is looked for.
 * @throws InvalidMessage where the frame is missing or is none.
 */
export function readFrame(body: Uint8Array, framing: Framing, { headers, part = "value", useId, limit }: ReadFrameOptions): Framed {
  if (framing === "none") return { body };
  const named = idInHeaders(headers, part);
  if (named !== undefined) return { id: named, body };
  if (body[0] === 0) return numbered(body, isApicurio(framing) ? 8 : idBytes, countOf(framing, useId));
  if (framing === "glue" && body[0] === 3) return glue(body, limit);
  throw wrong(
    framing === "glue"
      ? "the body does not begin with 3, as those of AWS Glue do"
      : "the body does not begin with 0 and the id of a schema, and no header names one",
  );
}

/** Eight bytes are of the global count, as Apicurio's serializers have it; four are of the one that the Confluent API answers to. */
export function countOf(framing: Framing, useId: "global" | "content" | undefined): "id" | "global" {
  const count = useId ?? (isApicurio(framing) ? "global" : "content");
  return count === "content" ? "id" : "global";
}

function isApicurio(framing: Framing): boolean {
  return framing === "apicurio" || framing === "apicurio-header";
}

/**
 * JSON never begins with 0 or 3, so a frame in front of it is told from it without being announced. `undefined`: there is none.
 * @throws InvalidMessage for one that is broken
 */
export function readFrameOfJson(body: Uint8Array, limit: number): Framed | undefined {
  switch (body[0]) {
    case 0:
      // An id of eight bytes goes on with zeros where one of four is over.
      return numbered(body, body.length > 1 + idBytes && !beginsJson(body[1 + idBytes]) ? 8 : idBytes, "id");
    case 3:
      return glue(body, limit);
    default:
      return undefined;
  }
}

/** A white space, or the first byte of a value. */
function beginsJson(byte: number | undefined): boolean {
  return byte !== undefined && '{["-0123456789tfn \t\r\n'.includes(String.fromCharCode(byte));
}

/** What a registry calls the schema that a part was written with, as its headers say. @throws InvalidMessage */
export function idInHeaders(headers: FrameHeaders, part: Part): SchemaId | undefined {
  const guid = lastOf(headers, `__${part}_schema_id`);
  if (guid !== undefined) return idInHeader(guid, `__${part}_schema_id`);
  for (const [name, kind] of [
    [`apicurio.${part}.contentId`, "id"],
    [`apicurio.${part}.globalId`, "global"],
  ] as const) {
    const value = lastOf(headers, name);
    if (value === undefined) continue;
    if (typeof value === "number") return { kind, id: checked(value) };
    const bytes = bytesOf(value);
    if (bytes.length !== 8) throw wrong(`the header "${name}" has ${bytes.length} bytes instead of the eight of an id`);
    return { kind, id: longAt(bytes, 0) };
  }
  return undefined;
}

/** 1 and a GUID, or 0 and an id. */
function idInHeader(value: HeaderValue, name: string): SchemaId {
  const bytes = bytesOf(value);
  if (bytes[0] === 1 && bytes.length === 1 + guidBytes) return { kind: "guid", guid: guidAt(bytes, 1) };
  if (bytes[0] === 0 && bytes.length === 1 + idBytes) return { kind: "id", id: intAt(bytes, 1) };
  throw wrong(`the header "${name}" is neither 1 and a GUID nor 0 and an id`);
}

function lastOf(headers: FrameHeaders, name: string): HeaderValue | undefined {
  return headers.get(name)?.at(-1);
}

/** Brokers whose headers are text hand bytes over as such. */
function bytesOf(value: HeaderValue): Uint8Array {
  return value instanceof Uint8Array ? value : Buffer.from(String(value), "latin1");
}

function numbered(body: Uint8Array, width: 4 | 8, kind: "id" | "global"): Framed {
  if (body.length < 1 + width) throw wrong(`the body ends inside the ${width} bytes of its schema's id`);
  return { id: { kind, id: width === idBytes ? intAt(body, 1) : longAt(body, 1) }, body: body.subarray(1 + width) };
}

function glue(body: Uint8Array, limit: number): Framed {
  const start = 2 + guidBytes;
  if (body.length < start) throw wrong("the body ends inside the header of AWS Glue");
  const id: SchemaId = { kind: "glue", guid: guidAt(body, 2) };
  const rest = body.subarray(start);
  switch (body[1]) {
    case 0:
      return { id, body: rest };
    case 5:
      return { id, body: inflated(rest, limit) };
    default:
      throw wrong(`the body says that its compression is ${body[1]}; AWS Glue has 0 and 5`);
  }
}

/** Stops where the result would grow beyond what a body may have. */
function inflated(bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return inflateSync(bytes, Number.isFinite(limit) ? { maxOutputLength: Math.max(1, limit) } : {});
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new InvalidMessage(`the body has more than ${limit} bytes when it is unpacked`, { code: "too-large", cause });
    throw new InvalidMessage("the body cannot be unpacked with zlib", { code: "syntax", cause });
  }
}

function intAt(bytes: Uint8Array, at: number): number {
  return checked(viewOf(bytes).getUint32(at));
}

function longAt(bytes: Uint8Array, at: number): number {
  const value = viewOf(bytes).getBigUint64(at);
  return checked(value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.NaN : Number(value));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Apicurio's counts begin at 0 in old versions, so 0 is asked about. */
function checked(id: number): number {
  if (Number.isSafeInteger(id) && id >= 0 && id <= highestId) return id;
  throw wrong(`no registry has a schema with the id ${Number.isNaN(id) ? "that the message names" : id}`);
}

function guidAt(bytes: Uint8Array, at: number): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + at, guidBytes).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function wrong(message: string): InvalidMessage {
  return new InvalidMessage(message, { code: "frame" });
}

export interface Written {
  readonly body: Uint8Array;
  readonly headers: ReadonlyMap<string, readonly Uint8Array[]>;
}

const noHeaders: Written["headers"] = new Map();

/** The body with its frame. @throws Error for an id that the framing cannot carry */
export function writeFrame(body: Uint8Array, framing: Framing, id: SchemaId | undefined, part: Part = "value"): Written {
  switch (framing) {
    case "none":
      return { body, headers: noHeaders };
    case "confluent":
      return { body: Buffer.concat([Uint8Array.of(0), big(numberOf(id, framing), idBytes), body]), headers: noHeaders };
    case "apicurio":
      return { body: Buffer.concat([Uint8Array.of(0), big(numberOf(id, framing), 8), body]), headers: noHeaders };
    case "confluent-header":
      return { body, headers: new Map([[`__${part}_schema_id`, [idHeader(id)]]]) };
    case "apicurio-header":
      return { body, headers: apicurioHeaders(id, part) };
    case "glue":
      return { body: Buffer.concat([Uint8Array.of(3, 0), guidOf(id, framing), body]), headers: noHeaders };
    default:
      return assertNever(framing);
  }
}

/** A registry that gives no GUIDs can still be named by its number. */
function idHeader(id: SchemaId | undefined): Uint8Array {
  if (id?.kind === "id") return Buffer.concat([Uint8Array.of(0), big(id.id, idBytes)]);
  return Buffer.concat([Uint8Array.of(1), guidOf(id, "confluent-header")]);
}

function apicurioHeaders(id: SchemaId | undefined, part: Part): Written["headers"] {
  const count = id?.kind === "global" ? "globalId" : "contentId";
  return new Map([
    [`apicurio.${part}.${count}`, [big(numberOf(id, "apicurio-header"), 8)]],
    [`apicurio.${part}.encoding`, [Buffer.from("BINARY")]],
  ]);
}

function numberOf(id: SchemaId | undefined, framing: Framing): number {
  if (id === undefined || !("id" in id)) throw new Error(`the framing "${framing}" needs the number of a schema`);
  return id.id;
}

function guidOf(id: SchemaId | undefined, framing: Framing): Uint8Array {
  const bytes = Buffer.from(id !== undefined && "guid" in id ? id.guid.replaceAll("-", "") : "", "hex");
  if (bytes.length !== guidBytes) throw new Error(`the framing "${framing}" needs the GUID of a schema`);
  return bytes;
}

function big(value: number, width: 4 | 8): Uint8Array {
  const bytes = Buffer.alloc(width);
  if (width === 4) bytes.writeUInt32BE(value);
  else bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** For a person: `schema 4711`. */
export function schemaText(id: SchemaId): string {
  switch (id.kind) {
    case "id":
      return `schema ${id.id}`;
    case "global":
      return `schema with the global id ${id.id}`;
    case "guid":
    case "glue":
      return `schema ${id.guid}`;
    default:
      return assertNever(id);
  }
}
