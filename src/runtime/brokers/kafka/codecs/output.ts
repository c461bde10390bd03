/** Compressed bytes that are not what their format says. */
export class MalformedError extends Error {
  override readonly name = "MalformedError";
}

/** Compressed bytes that would become more than there is room for. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
  readonly limit: number;

  constructor(limit: number) {
    super(`more than ${limit} bytes`);
    this.limit = limit;
  }
}

/** What is decompressed, up to a limit. It grows with what is written and never by what the input says of its own size. */
export class Output {
  readonly #limit: number;
  bytes: Buffer;
  length = 0;

  /** `expected`: a first guess. */
  constructor(limit: number, expected: number) {
    this.#limit = limit;
    this.bytes = Buffer.allocUnsafe(Math.max(64, Math.min(limit, expected)));
  }

  /** Room for `more` bytes behind `length`. @throws TooLargeError */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    if (needed > this.#limit) throw new TooLargeError(this.#limit);
    const grown = Buffer.allocUnsafe(Math.min(this.#limit, Math.max(needed, this.bytes.length * 2)));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** `input` from `from` to `to`, which the caller knows to be inside. */
  push(input: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.reserve(count);
    const { bytes } = this;
    let at = this.length;
    if (count > 24) bytes.set(input.subarray(from, to), at);
    else for (let index = from; index < to; index++) bytes[at++] = input[index] as number;
    this.length += count;
  }

  fill(byte: number, count: number): void {
    this.reserve(count);
    this.bytes.fill(byte, this.length, this.length + count);
    this.length += count;
  }

  /** `count` bytes again that were written `offset` bytes ago; they may overlap what they make. */
  repeat(offset: number, count: number): void {
    if (offset <= 0 || offset > this.length) throw new MalformedError(`a reference to ${offset} bytes before, of ${this.length}`);
    this.reserve(count);
    const { bytes } = this;
    const to = this.length + count;
    if (offset >= count && count > 32) bytes.copyWithin(this.length, this.length - offset, this.length - offset + count);
    else for (let at = this.length; at < to; at++) bytes[at] = bytes[at - offset] as number;
    this.length = to;
  }

  /** Everything that was written. */
  end(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}
