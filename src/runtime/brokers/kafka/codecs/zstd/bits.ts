/** Bits that are read from the end to the front: the last bit that is set in the last byte marks where they begin. */
import { MalformedError } from "../output.ts";

export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** Bits that are left; below 0 once more were asked for than there are, which read as zeros. */
  left: number;

  constructor(bytes: Uint8Array) {
    const last = bytes.at(-1);
    if (last === undefined || last === 0) throw new MalformedError("a stream of bits without an end");
    this.#bytes = bytes;
    this.left = bytes.length * 8 - 8 + 31 - Math.clz32(last);
  }

  /** The next `count` bits, at most 24, which stay. */
  peek(count: number): number {
    const from = this.left - count;
    if (from < 0) return this.left <= 0 ? 0 : (this.#at(0) & ((1 << this.left) - 1)) << -from;
    return (this.#at(from >>> 3) >>> (from & 7)) & ((1 << count) - 1);
  }

  /** At most 31. */
  read(count: number): number {
    if (count > 24) {
      const high = this.read(count - 16);
      return high * 65_536 + this.read(16);
    }
    const value = this.peek(count);
    this.left -= count;
    return value;
  }

  #at(index: number): number {
    const bytes = this.#bytes;
    // Behind the end there is `undefined`, which counts as 0.
    return (
      (bytes[index] as number) |
      ((bytes[index + 1] as number) << 8) |
      ((bytes[index + 2] as number) << 16) |
      ((bytes[index + 3] as number) << 24)
    );
  }
}
