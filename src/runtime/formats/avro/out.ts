import { AvroFault } from "./fault.ts";

/** Lengths up to here take one byte. */
const shortText = 32;

/** Bytes being written; grows as it must. */
export class Out {
  bytes: Buffer = Buffer.allocUnsafe(1_024);
  at = 0;

  #room(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + count));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  byte(value: number): void {
    this.#room(1);
    this.bytes[this.at] = value;
    this.at += 1;
  }

  /** A whole number of at most 53 bits. */
  long(value: number): void {
    this.#room(10);
    if (value >= -(2 ** 30) && value < 2 ** 30) {
      let left = ((value << 1) ^ (value >> 31)) >>> 0;
      for (; left > 0x7f; left >>>= 7) this.#put((left & 0x7f) | 0x80);
      this.#put(left);
    } else this.bigLong(BigInt(value));
  }

  bigLong(value: bigint): void {
    this.#room(10);
    let left = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    for (; left > 0x7fn; left >>= 7n) this.#put(Number(left & 0x7fn) | 0x80);
    this.#put(Number(left));
  }

  #put(value: number): void {
    this.bytes[this.at] = value;
    this.at += 1;
  }

  float(value: number): void {
    this.#room(4);
    this.at = this.bytes.writeFloatLE(value, this.at);
  }

  double(value: number): void {
    this.#room(8);
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  text(value: string): void {
    const { length } = value;
    if (length <= shortText && this.#shortText(value, length)) return;
    const bytes = Buffer.byteLength(value);
    // Half of a pair of surrogates has no bytes in UTF-8, and would be written as another character.
    if (bytes !== length && /\p{Surrogate}/u.test(value))
      throw new AvroFault("a text has half a character, which UTF-8 cannot say", "schema");
    this.long(bytes);
    this.#room(bytes);
    this.at += this.bytes.write(value, this.at, bytes, "utf8");
  }

  /** A few letters of ASCII are written faster here than by a call. */
  #shortText(value: string, length: number): boolean {
    this.#room(length + 1);
    const { bytes, at } = this;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[at + 1 + index] = code;
    }
    bytes[at] = length * 2;
    this.at = at + 1 + length;
    return true;
  }

  /** What was written, in memory of its own; it begins anew. */
  done(): Buffer {
    const written = Buffer.from(this.bytes.subarray(0, this.at));
    this.at = 0;
    return written;
  }
}
