/** Huffman codes of literals (RFC 8878, 4.2). */
import { MalformedError } from "../output.ts";
import { BackwardBits } from "./bits.ts";
import { nextState, readFseTable } from "./fse.ts";

export interface HuffmanTable {
  /** Bits of the longest code. */
  readonly log: number;
  /** By the next `log` bits. */
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const longest = 11;

/** A table as it stands at the start of `input`, and how many bytes it takes. */
export function readHuffmanTable(input: Uint8Array): { readonly table: HuffmanTable; readonly bytes: number } {
  const head = input[0];
  if (head === undefined) throw new MalformedError("no table of literals");
  const bytes = 1 + (head < 128 ? head : (head - 126) >>> 1);
  if (bytes > input.length) throw new MalformedError("a table of literals that ends too early");
  const weights = head < 128 ? compressedWeights(input.subarray(1, bytes)) : plainWeights(input, head - 127);
  return { table: tableOf(weights), bytes };
}

function plainWeights(input: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const byte = input[1 + (index >>> 1)] as number;
    return index % 2 === 0 ? byte >>> 4 : byte & 15;
  });
}

function compressedWeights(input: Uint8Array): number[] {
  const { table, bytes } = readFseTable(input, { mostLog: 6, mostSymbol: longest });
  const stream = new BackwardBits(input.subarray(bytes));
  const weights: number[] = [];
  // Two states in turn; the one that finds no more bits ends it, and the other has one symbol left.
  let [now, other] = [stream.read(table.log), stream.read(table.log)];
  while (weights.length < 255) {
    weights.push(table.symbols[now] as number);
    const next = nextState(table, now, stream);
    if (stream.left < 0) {
      weights.push(table.symbols[other] as number);
      return weights;
    }
    [now, other] = [other, next];
  }
  throw new MalformedError("more weights than there are bytes");
}

function tableOf(weights: readonly number[]): HuffmanTable {
  let sum = 0;
  for (const weight of weights) {
    if (weight > longest) throw new MalformedError(`a code of weight ${weight}`);
    if (weight > 0) sum += 1 << (weight - 1);
  }
  if (sum === 0) throw new MalformedError("a table without codes");
  const log = 32 - Math.clz32(sum);
  const rest = (1 << log) - sum;
  // The last weight is not written: it is what makes the sum a power of two.
  if (log > longest || (rest & (rest - 1)) !== 0) throw new MalformedError("codes that do not add up");
  const all = [...weights, 32 - Math.clz32(rest)];
  const symbols = new Uint8Array(1 << log);
  const bits = new Uint8Array(1 << log);
  let at = 0;
  for (let weight = 1; weight <= log; weight++)
    all.forEach((each, symbol) => {
      if (each !== weight) return;
      const to = at + (1 << (weight - 1));
      symbols.fill(symbol, at, to);
      bits.fill(log + 1 - weight, at, to);
      at = to;
    });
  return { log, symbols, bits };
}

/** Fills `output` from `from` to `to`. */
export function decodeLiterals(
  input: Uint8Array,
  { log, symbols, bits }: HuffmanTable,
  output: Uint8Array,
  from: number,
  to: number,
): void {
  const stream = new BackwardBits(input);
  for (let at = from; at < to; at++) {
    const code = stream.peek(log);
    output[at] = symbols[code] as number;
    stream.left -= bits[code] as number;
  }
  if (stream.left !== 0) throw new MalformedError("literals that do not end where their stream does");
}
