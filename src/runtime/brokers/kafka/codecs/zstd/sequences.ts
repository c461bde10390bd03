/** The sequences of a block: so many literals, then so many bytes again from so far back (RFC 8878, 3.1.1.3.2). */
import { MalformedError, type Output } from "../output.ts";
import { BackwardBits } from "./bits.ts";
import { type FseTable, fseTable, nextState, readFseTable, singleSymbol } from "./fse.ts";

export interface SequenceTables {
  literals?: FseTable;
  offsets?: FseTable;
  matches?: FseTable;
}

/** What each code stands for: a least value, and so many bits to add. */
interface Codes {
  readonly bases: readonly number[];
  readonly bits: readonly number[];
  readonly mostLog: number;
  readonly usual: FseTable;
}

const literalBits = [...zeros(16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const matchBits = [...zeros(32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

const literalCodes: Codes = {
  bits: literalBits,
  bases: basesOf(literalBits, 0),
  mostLog: 9,
  usual: fseTable([4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1], 6),
};
const matchCodes: Codes = {
  bits: matchBits,
  bases: basesOf(matchBits, 3),
  mostLog: 9,
  usual: fseTable([1, 4, 3, 2, 2, 2, 2, 2, 2, ...ones(37), -1, -1, -1, -1, -1, -1, -1], 6),
};
const offsetCodes: Codes = {
  bits: Array.from({ length: 32 }, (_, code) => code),
  bases: Array.from({ length: 32 }, (_, code) => 2 ** code),
  mostLog: 8,
  usual: fseTable([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5),
};

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}

function ones(length: number): number[] {
  return Array.from({ length }, () => 1);
}

function basesOf(bits: readonly number[], least: number): number[] {
  let base = least;
  return bits.map((count) => {
    const own = base;
    base += 2 ** count;
    return own;
  });
}

/** `offsets`: the last three, which sequences refer to by number; replaced in place. */
export function applySequences(
  input: Uint8Array,
  literals: Uint8Array,
  state: { readonly tables: SequenceTables; readonly offsets: [number, number, number]; readonly output: Output },
): void {
  const { output, offsets, tables } = state;
  const first = input[0];
  if (first === undefined) throw new MalformedError("a block without a number of sequences");
  let at = first < 128 ? 1 : first < 255 ? 2 : 3;
  const second = input[1] ?? 0;
  const count = first < 128 ? first : first < 255 ? (first - 128) * 256 + second : 0x7f00 + second + (input[2] ?? 0) * 256;
  if (count === 0) {
    if (at !== input.length) throw new MalformedError("bytes behind the end of a block");
    output.push(literals, 0, literals.length);
    return;
  }
  const modes = input[at++] ?? 0;
  if ((modes & 3) !== 0) throw new MalformedError("a block with bits that have no meaning yet");
  const table = (mode: number, codes: Codes, before: FseTable | undefined): FseTable => {
    if (mode === 0) return codes.usual;
    if (mode === 1) {
      const symbol = input[at++];
      if (symbol === undefined || symbol >= codes.bases.length) throw new MalformedError("a table of one symbol that there is not");
      return singleSymbol(symbol);
    }
    if (mode === 2) {
      const read = readFseTable(input.subarray(at), { mostLog: codes.mostLog, mostSymbol: codes.bases.length - 1 });
      at += read.bytes;
      return read.table;
    }
    if (before === undefined) throw new MalformedError("sequences that want the table of a block before the first");
    return before;
  };
  const literalTable = table(modes >>> 6, literalCodes, tables.literals);
  const offsetTable = table((modes >>> 4) & 3, offsetCodes, tables.offsets);
  const matchTable = table((modes >>> 2) & 3, matchCodes, tables.matches);
  Object.assign(tables, { literals: literalTable, offsets: offsetTable, matches: matchTable });

  const stream = new BackwardBits(input.subarray(at));
  let literalState = stream.read(literalTable.log);
  let offsetState = stream.read(offsetTable.log);
  let matchState = stream.read(matchTable.log);
  let taken = 0;
  for (let index = 0; index < count; index++) {
    const offsetCode = offsetTable.symbols[offsetState] as number;
    const matchCode = matchTable.symbols[matchState] as number;
    const literalCode = literalTable.symbols[literalState] as number;
    const value = (offsetCodes.bases[offsetCode] as number) + stream.read(offsetCode);
    const match = (matchCodes.bases[matchCode] as number) + stream.read(matchCodes.bits[matchCode] as number);
    const before = (literalCodes.bases[literalCode] as number) + stream.read(literalCodes.bits[literalCode] as number);
    if (stream.left < 0 || taken + before > literals.length) throw new MalformedError("a sequence that wants more than there is");
    output.push(literals, taken, taken + before);
    taken += before;
    output.repeat(offsetOf(value, before === 0, offsets), match);
    if (index + 1 === count) break;
    literalState = nextState(literalTable, literalState, stream);
    matchState = nextState(matchTable, matchState, stream);
    offsetState = nextState(offsetTable, offsetState, stream);
  }
  if (stream.left !== 0) throw new MalformedError("sequences that do not end where their stream does");
  output.push(literals, taken, literals.length);
}

function offsetOf(value: number, withoutLiterals: boolean, last: [number, number, number]): number {
  if (value > 3) {
    last[2] = last[1];
    last[1] = last[0];
    last[0] = value - 3;
    return last[0];
  }
  const which = value - 1 + (withoutLiterals ? 1 : 0);
  if (which === 0) return last[0];
  const offset = which === 3 ? last[0] - 1 : (last[which] as number);
  if (which > 1) last[2] = last[1];
  last[1] = last[0];
  last[0] = offset;
  return offset;
}
