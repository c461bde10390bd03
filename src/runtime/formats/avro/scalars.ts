import type { AvroFixed, AvroPrimitive } from "../../../avro/schema.ts";
import type { AvroMapping } from "../../../avro/shape.ts";
import { dateText, momentText, timeText } from "./calendar.ts";
import type { Cursor } from "./cursor.ts";
import { bytesOfDigits, decimalText, wholeOf } from "./decimal.ts";
import { AvroFault } from "./fault.ts";
import { checkedUuid, uuidText } from "./uuid.ts";

/** From the bytes at the cursor to the JSON value. */
export type Read = (cursor: Cursor) => unknown;

/** Digits after the second. */
export const digitsOf: { readonly [logical: string]: number } = {
  "time-millis": 3,
  "time-micros": 6,
  "timestamp-millis": 3,
  "timestamp-micros": 6,
  "timestamp-nanos": 9,
  "local-timestamp-millis": 3,
  "local-timestamp-micros": 6,
  "local-timestamp-nanos": 9,
};

const int = (cursor: Cursor): number => cursor.int();
const long = (cursor: Cursor): number => cursor.long();

/** A number of 32 bits, with what it means. */
export function readInt({ logical }: AvroPrimitive): Read {
  if (logical?.kind === "date") return (cursor) => dateText(cursor.int());
  if (logical?.kind === "time-millis") return (cursor) => timeText(cursor.int(), 3);
  return int;
}

/** A number of up to 64 bits, written as a long or as an int, which has the same bytes. */
export function readLong({ logical }: AvroPrimitive, mapping: AvroMapping): Read {
  if (logical === undefined) return mapping.long === "string" ? (cursor) => String(cursor.safeLong() ?? cursor.bigLong()) : long;
  const digits = digitsOf[logical.kind] ?? 0;
  if (logical.kind === "time-micros") return (cursor) => timeText(cursor.long(), digits);
  if (logical.kind.startsWith("local-")) return (cursor) => momentText(cursor.safeLong() ?? cursor.bigLong(), digits);
  return (cursor) => `${momentText(cursor.safeLong() ?? cursor.bigLong(), digits)}Z`;
}

export function readText({ logical }: AvroPrimitive): Read {
  return logical?.kind === "uuid" ? (cursor) => checkedUuid(cursor.text()) : (cursor) => cursor.text();
}

export function readBytes({ logical }: AvroPrimitive): Read {
  if (logical?.kind === "decimal") return (cursor) => decimalAt(cursor, cursor.length(), logical);
  if (logical?.kind === "big-decimal") return bigDecimal;
  return (cursor) => cursor.base64(cursor.length());
}

export function readFixed({ logical, size }: AvroFixed): Read {
  if (logical?.kind === "decimal") return (cursor) => decimalAt(cursor, size, logical);
  if (logical?.kind === "uuid") return (cursor) => uuidText(cursor.bytes, cursor.take(size));
  if (logical?.kind === "duration") {
    return (cursor) => {
      const at = cursor.take(size);
      const { bytes } = cursor;
      return { months: bytes.readUInt32LE(at), days: bytes.readUInt32LE(at + 4), millis: bytes.readUInt32LE(at + 8) };
    };
  }
  return (cursor) => cursor.base64(size);
}

/** Long numbers take long to be written in digits, so what has more bytes than its digits need is not looked at. */
function decimalAt(cursor: Cursor, length: number, { precision, scale }: { readonly precision: number; readonly scale: number }): string {
  if (length > bytesOfDigits(precision)) throw new AvroFault(`a decimal of ${precision} digits has ${length} bytes`);
  const at = cursor.take(length);
  return decimalText(wholeOf(cursor.bytes, at, cursor.at), scale);
}

/** Digits, and places that the point is moved by. */
export const mostBigDecimal = 1_000;

function bigDecimal(cursor: Cursor): string {
  const length = cursor.length();
  const end = cursor.at + length;
  const inner = cursor.length();
  if (inner > bytesOfDigits(mostBigDecimal)) throw new AvroFault(`a decimal has ${inner} bytes, more than ${mostBigDecimal} digits`);
  const at = cursor.take(inner);
  const whole = wholeOf(cursor.bytes, at, cursor.at);
  const scale = cursor.int();
  if (cursor.at !== end) throw new AvroFault("a decimal has another length than it says");
  if (Math.abs(scale) > mostBigDecimal) throw new AvroFault(`a decimal has a scale of ${scale}`);
  return decimalText(whole, scale);
}
