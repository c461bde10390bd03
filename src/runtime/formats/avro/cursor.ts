import { AvroFault } from "./fault.ts";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Up to here a loop over the bytes beats a call of the engine's own decoder. */
const shortText = 24;

/** Items that take no bytes are worth nothing and could be declared by the billion. */
const mostEmptyItems = 10_000;

/** Where a decoder is in a body. Nothing is believed that the bytes which are left cannot hold. */
export class Cursor {
  readonly bytes: Buffer;
  at = 0;
  depth: number;
  #emptyItems = mostEmptyItems;

  /** `depth`: levels of arrays, maps and records that may follow. */
  constructor(bytes: Uint8Array, depth: number) {
    this.bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.depth = depth;
  }

  enter(): void {
    this.depth -= 1;
    if (this.depth < 0) throw new AvroFault("it nests deeper than the limit", "too-deep");
  }

  leave(): void {
    this.depth += 1;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw ended();
    this.at += 1;
    return byte;
  }

  boolean(): boolean {
    const byte = this.byte();
    if (byte > 1) throw new AvroFault(`a boolean is 0 or 1, not ${byte}`);
    return byte === 1;
  }

  /** A whole number of 32 bits. */
  int(): number {
    let byte = this.byte();
    let value = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      if (shift > 28) throw new AvroFault("a number has more than 32 bits");
      byte = this.byte();
      if (shift === 28 && byte > 0x0f) throw new AvroFault("a number has more than 32 bits");
      value |= (byte & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  /** A whole number of 64 bits where it is a safe one; `undefined`, with nothing taken, where it is not. */
  safeLong(): number | undefined {
    const { bytes } = this;
    let at = this.at;
    let byte = bytes[at];
    if (byte === undefined) throw ended();
    at += 1;
    let value = byte & 0x7f;
    // Four bytes fit where bits are worked on; beyond, it is arithmetic.
    for (let shift = 7; byte > 0x7f && shift < 28; shift += 7) {
      byte = bytes[at];
      if (byte === undefined) throw ended();
      at += 1;
      value |= (byte & 0x7f) << shift;
    }
    if (byte <= 0x7f) {
      this.at = at;
      return (value >>> 1) ^ -(value & 1);
    }
    const isNegative = (value & 1) === 1;
    let half = value >>> 1;
    let factor = 2 ** 27;
    while (byte > 0x7f) {
      byte = bytes[at];
      if (byte === undefined) throw ended();
      if (factor > 2 ** 62) throw new AvroFault("a number has more than 64 bits");
      at += 1;
      half += (byte & 0x7f) * factor;
      factor *= 128;
    }
    if (half > Number.MAX_SAFE_INTEGER || (isNegative && half >= Number.MAX_SAFE_INTEGER)) return undefined;
    this.at = at;
    return isNegative ? -half - 1 : half;
  }

  /** Every digit of a whole number of 64 bits. */
  bigLong(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      if (shift === 63n && byte > 1) throw new AvroFault("a number has more than 64 bits");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte <= 0x7f) return (value >> 1n) ^ -(value & 1n);
    }
  }

  long(): number {
    const value = this.safeLong();
    if (value === undefined)
      throw new AvroFault(
        `the long ${this.bigLong()} is beyond what a number of JavaScript holds; \`x-boost.avro.long: string\` reads it as text`,
        "schema",
      );
    return value;
  }

  float(): number {
    const at = this.take(4);
    return finite(this.bytes.readFloatLE(at));
  }

  double(): number {
    const at = this.take(8);
    return finite(this.bytes.readDoubleLE(at));
  }

  /** Where so many bytes begin, which are now behind. */
  take(count: number): number {
    const { at } = this;
    if (count > this.bytes.length - at) throw ended();
    this.at = at + count;
    return at;
  }

  /** The length that stands before text and bytes, in bounds. */
  length(): number {
    const length = this.safeLong();
    if (length === undefined || length < 0) throw new AvroFault("a length is negative or immense");
    return length;
  }

  text(): string {
    const length = this.length();
    const from = this.take(length);
    const { bytes, at: to } = this;
    let at = from;
    while (at < to && (bytes[at] as number) < 0x80) at += 1;
    if (at === to) {
      return length > shortText ? bytes.toString("latin1", from, to) : shortAscii(bytes, from, to);
    }
    try {
      return strictUtf8.decode(bytes.subarray(from, to));
    } catch {
      throw new AvroFault("a text is not valid UTF-8", "encoding");
    }
  }

  base64(count: number): string {
    const at = this.take(count);
    return this.bytes.toString("base64", at, at + count);
  }

  /** How many items the next block of an array or a map has; 0 ends it. `least`: bytes of one. */
  block(least: number): number {
    const written = this.safeLong();
    if (written === undefined) throw new AvroFault("a block has more items than bytes are left");
    if (written < 0) this.length();
    const count = Math.abs(written);
    const room = least === 0 ? this.#emptyItems : (this.bytes.length - this.at) / least;
    if (count > room)
      throw new AvroFault(`a block has ${count} items, ${least === 0 ? "with nothing in them" : "which is more than bytes are left"}`);
    if (least === 0) this.#emptyItems -= count;
    return count;
  }

  /** Past a block whose bytes nobody wants; answers how many items are still to be passed one by one. */
  passBlock(least: number): number {
    const before = this.at;
    const written = this.safeLong();
    if (written === undefined || written >= 0) {
      this.at = before;
      return this.block(least);
    }
    this.take(this.length());
    return -1;
  }
}

/** Eight bytes at a time, because each step makes a text: one for each byte takes two to four times as long. */
function shortAscii(bytes: Uint8Array, from: number, to: number): string {
  const code = (index: number): number => bytes[index] as number;
  let text = "";
  let at = from;
  for (; to - at >= 8; at += 8) {
    text += String.fromCharCode(code(at), code(at + 1), code(at + 2), code(at + 3), code(at + 4), code(at + 5), code(at + 6), code(at + 7));
  }
  for (; to - at >= 4; at += 4) text += String.fromCharCode(code(at), code(at + 1), code(at + 2), code(at + 3));
  for (; at < to; at += 1) text += String.fromCharCode(code(at));
  return text;
}

function ended(): AvroFault {
  return new AvroFault("the body ends too early");
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new AvroFault(`${value} is no number of JSON`, "schema");
  return value;
}
