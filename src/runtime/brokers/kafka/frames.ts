/** Larger than anything Kafka sends; a size beyond it means that the stream is out of step. */
const maximum = 1024 * 1024 * 1024;

/**
 * Cuts a stream into whole responses, each four bytes of size and so many bytes. kafkajs keeps half a response over the end of a
 * connection and reads the next connection from its middle, which ends the process with an exception; what it never sees it cannot keep.
 */
export class Frames {
  readonly #whole: (frame: Buffer) => void;
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(whole: (frame: Buffer) => void) {
    this.#whole = whole;
  }

  /** @throws RangeError for a size that cannot be; what `whole` throws */
  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    // Most responses come in one piece: nothing is copied then.
    while (this.#length >= 4) {
      const size = this.#size();
      if (size < 0 || size > maximum) throw new RangeError(`a response of ${size} bytes`);
      if (this.#length < 4 + size) return;
      const bytes = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces, this.#length);
      if (bytes === undefined) return;
      const rest = bytes.subarray(4 + size);
      this.#pieces = rest.length > 0 ? [rest] : [];
      this.#length = rest.length;
      this.#whole(bytes.subarray(0, 4 + size));
    }
  }

  #size(): number {
    const [first] = this.#pieces;
    if (first !== undefined && first.length >= 4) return first.readInt32BE(0);
    this.#pieces = [Buffer.concat(this.#pieces, this.#length)];
    return this.#pieces[0]?.readInt32BE(0) ?? 0;
  }
}
