/** Tables of finite state entropy (RFC 8878, 4.1). */
import { MalformedError } from "../output.ts";
import type { BackwardBits } from "./bits.ts";

export interface FseTable {
  /** Bits of a state. */
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** Always the same symbol, of no bits. */
export function singleSymbol(symbol: number): FseTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: Uint8Array.of(0), bases: Uint16Array.of(0) };
}

export function nextState(table: FseTable, state: number, stream: BackwardBits): number {
  return (table.bases[state] as number) + stream.read(table.bits[state] as number);
}

/** A table as it stands at the start of `input`, and how many bytes it takes. */
export function readFseTable(
  input: Uint8Array,
  { mostLog, mostSymbol }: { readonly mostLog: number; readonly mostSymbol: number },
): { readonly table: FseTable; readonly bytes: number } {
  let at = 0;
  const peek = (count: number): number => {
    let value = 0;
    // Behind the end there is `undefined`, which counts as 0; how far was read is checked at the end.
    for (let index = 3; index >= 0; index--) value = (value << 8) | (input[(at >>> 3) + index] as number);
    return (value >>> (at & 7)) & ((1 << count) - 1);
  };
  const log = peek(4) + 5;
  at += 4;
  if (log > mostLog) throw new MalformedError(`a table of 2^${log} states`);
  const counts: number[] = [];
  let left = 1 << log;
  while (left > 0) {
    const bits = 32 - Math.clz32(left + 1);
    const most = (1 << bits) - 2 - left;
    let value = peek(bits);
    const low = value & ((1 << (bits - 1)) - 1);
    if (low < most) {
      value = low;
      at += bits - 1;
    } else {
      if (value >= 1 << (bits - 1)) value -= most;
      at += bits;
    }
    const count = value - 1;
    counts.push(count);
    left -= Math.abs(count);
    if (count === 0)
      for (let zeros = 3; zeros === 3; ) {
        zeros = peek(2);
        at += 2;
        for (let index = 0; index < zeros; index++) counts.push(0);
        if (counts.length > mostSymbol + 1) break;
      }
    if (counts.length > mostSymbol + 1) throw new MalformedError("a table with symbols that there are not");
  }
  const bytes = (at + 7) >>> 3;
  if (left < 0 || bytes > input.length) throw new MalformedError("a table that does not add up");
  return { table: fseTable(counts, log), bytes };
}

/** `counts`: how often each symbol stands among 2^log states; -1 is "less than once". */
export function fseTable(counts: readonly number[], log: number): FseTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const next = new Uint16Array(counts.length);
  let high = size;
  counts.forEach((count, symbol) => {
    next[symbol] = Math.abs(count);
    if (count === -1) symbols[--high] = symbol;
  });
  const step = (size >>> 1) + (size >>> 3) + 3;
  let at = 0;
  counts.forEach((count, symbol) => {
    for (let index = 0; index < count; index++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  });
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state] as number;
    const number = next[symbol] as number;
    next[symbol] = number + 1;
    bits[state] = log - (31 - Math.clz32(number));
    bases[state] = (number << (bits[state] as number)) - size;
  }
  return { log, symbols, bits, bases };
}
