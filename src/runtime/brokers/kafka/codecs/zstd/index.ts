/**
 * Zstandard (RFC 8878), for a Node that has none of its own. It takes its matches from the output itself instead of a window, so the window's size,
 * which the input chooses, costs nothing. The checksum of the batch covers what is read here, and is compared before;
 * that of the content is not.
 */
import { MalformedError, Output } from "../output.ts";
import type { HuffmanTable } from "./huffman.ts";
import { readLiterals } from "./literals.ts";
import { applySequences, type SequenceTables } from "./sequences.ts";

const magic = 0xfd2fb528;
/** Anybody's own data between two frames: sixteen magics that differ in the last four bits. */
const skippable = 0x184d2a50;
const mostBlock = 128 * 1024;

/** @throws MalformedError, TooLargeError */
export function decompressZstd(input: Uint8Array, limit: number): Buffer {
  const output = new Output(limit, input.length * 4);
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  for (let at = 0; at < input.length; ) {
    if (at + 8 > input.length) throw new MalformedError("a frame that ends too early");
    const kind = view.getUint32(at, true);
    if ((kind & ~0xf) >>> 0 === skippable) at += 8 + view.getUint32(at + 4, true);
    else if (kind === magic) at = readFrame(input, at + 4, output);
    else throw new MalformedError("no frame of Zstandard");
    if (at > input.length) throw new MalformedError("a frame that ends too early");
  }
  return output.end();
}

/** Where the frame ends. */
function readFrame(input: Uint8Array, start: number, output: Output): number {
  const head = input[start] ?? 0;
  const isSingleSegment = (head & 0x20) !== 0;
  if ((head & 0x08) !== 0) throw new MalformedError("a frame with bits that have no meaning yet");
  const dictionary = [0, 1, 2, 4][head & 3] ?? 0;
  const sizes = [isSingleSegment ? 1 : 0, 2, 4, 8][head >>> 6] ?? 0;
  let at = start + 1 + (isSingleSegment ? 0 : 1);
  if (input.subarray(at, at + dictionary).some((byte) => byte !== 0)) throw new MalformedError("a frame that wants a dictionary");
  at += dictionary + sizes;

  const frame = new Frame(output);
  for (let isLast = false; !isLast; ) {
    if (at + 3 > input.length) throw new MalformedError("a frame without its last block");
    const block = (input[at] as number) | ((input[at + 1] as number) << 8) | ((input[at + 2] as number) << 16);
    at += 3;
    isLast = (block & 1) === 1;
    const size = block >>> 3;
    const kind = (block >>> 1) & 3;
    const end = at + (kind === 1 ? 1 : size);
    if (size > mostBlock || end > input.length) throw new MalformedError(`a block of ${size} bytes, more than there are`);
    if (kind === 0) output.push(input, at, end);
    else if (kind === 1) output.fill(input[at] as number, size);
    else if (kind === 2) frame.block(input.subarray(at, end));
    else throw new MalformedError("a block of a kind that has no meaning yet");
    at = end;
  }
  return at + ((head & 0x04) === 0 ? 0 : 4);
}

/** What one block leaves for the next. */
class Frame {
  readonly #output: Output;
  readonly #tables: SequenceTables = {};
  readonly #offsets: [number, number, number] = [1, 4, 8];
  #literals: HuffmanTable | undefined;

  constructor(output: Output) {
    this.#output = output;
  }

  block(input: Uint8Array): void {
    const { bytes, table, end } = readLiterals(input, this.#literals);
    this.#literals = table;
    const before = this.#output.length;
    applySequences(input.subarray(end), bytes, { tables: this.#tables, offsets: this.#offsets, output: this.#output });
    if (this.#output.length - before > mostBlock) throw new MalformedError("a block that becomes more than 128 KiB");
  }
}
