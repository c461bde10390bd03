/** The literals of a block (RFC 8878, 3.1.1.3.1). */
import { MalformedError } from "../output.ts";
import { decodeLiterals, type HuffmanTable, readHuffmanTable } from "./huffman.ts";

const mostLiterals = 128 * 1024;

export interface Literals {
  readonly bytes: Uint8Array;
  /** For blocks that have no table of their own. */
  readonly table: HuffmanTable | undefined;
  /** Where in the block the sequences begin. */
  readonly end: number;
}

export function readLiterals(block: Uint8Array, before: HuffmanTable | undefined): Literals {
  const head = (block[0] ?? 0) | ((block[1] ?? 0) << 8) | ((block[2] ?? 0) << 16);
  const kind = head & 3;
  const form = (head >>> 2) & 3;
  if (kind < 2) {
    const [size, at] = form === 1 ? [(head & 0xffff) >>> 4, 2] : form === 3 ? [head >>> 4, 3] : [(head & 0xff) >>> 3, 1];
    const end = at + (kind === 0 ? size : 1);
    if (size > mostLiterals || end > block.length) throw new MalformedError(`${size} literals, more than there are`);
    return { bytes: kind === 0 ? block.subarray(at, end) : new Uint8Array(size).fill(block[at] as number), table: before, end };
  }
  const high = (block[3] ?? 0) + (block[4] ?? 0) * 256;
  const all = head + high * 2 ** 24;
  const width = form < 2 ? 10 : form === 2 ? 14 : 18;
  const size = Math.floor(all / 16) % 2 ** width;
  const compressed = Math.floor(all / 2 ** (4 + width)) % 2 ** width;
  const start = form < 2 ? 3 : form === 2 ? 4 : 5;
  const end = start + compressed;
  if (size > mostLiterals || end > block.length) throw new MalformedError(`${size} literals in ${compressed} bytes, more than there are`);
  let input = block.subarray(start, end);
  let table = before;
  if (kind === 2) {
    const read = readHuffmanTable(input);
    table = read.table;
    input = input.subarray(read.bytes);
  }
  if (table === undefined) throw new MalformedError("literals that want the table of a block before the first");
  const bytes = new Uint8Array(size);
  if (form === 0) decodeLiterals(input, table, bytes, 0, size);
  else decodeFour(input, table, bytes);
  return { bytes, table, end };
}

/** Four streams behind the sizes of the first three. */
function decodeFour(input: Uint8Array, table: HuffmanTable, bytes: Uint8Array): void {
  if (input.length < 6) throw new MalformedError("four streams without their sizes");
  const part = (bytes.length + 3) >>> 2;
  if (part * 3 > bytes.length) throw new MalformedError(`${bytes.length} literals in four streams`);
  let at = 6;
  for (let stream = 0; stream < 4; stream++) {
    const size = stream === 3 ? input.length - at : (input[stream * 2] as number) | ((input[stream * 2 + 1] as number) << 8);
    if (size < 0 || at + size > input.length) throw new MalformedError("a stream of literals that ends too early");
    decodeLiterals(input.subarray(at, at + size), table, bytes, part * stream, stream === 3 ? bytes.length : part * (stream + 1));
    at += size;
  }
}
