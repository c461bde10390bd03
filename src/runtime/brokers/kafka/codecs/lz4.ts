/**
 * The frame format of LZ4. Its header's checksum is not looked at, because Kafka's clients computed it over the wrong bytes for years; what is
 * wrong inside is found by its bounds.
 */
import { hashes, hashOfFour, sameFour } from "./four-bytes.ts";
import { MalformedError, Output } from "./output.ts";

const magic = 0x184d2204;
/** Anybody's own data between two frames: sixteen magics that differ in the last four bits. */
const skippable = 0x184d2a50;
/** Of a block, before it is compressed. */
const blockBytes = 64 * 1024;
const stored = 0x8000_0000;
/** Version 1, blocks that do not refer to each other: the only kind that Java's client reads. */
const flags = 0x60;
/** 64 KiB. */
const blockDescriptor = 0x40;

/** @throws MalformedError, TooLargeError */
export function decompressLz4(input: Uint8Array, limit: number): Buffer {
  const output = new Output(limit, input.length * 4);
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const uint32 = (at: number): number => {
    if (at + 4 > input.length) throw new MalformedError("a frame of LZ4 that ends too early");
    return view.getUint32(at, true);
  };
  for (let at = 0; at < input.length; ) {
    const kind = uint32(at);
    if ((kind & ~0xf) >>> 0 === skippable) {
      at += 8 + uint32(at + 4);
      continue;
    }
    if (kind !== magic) throw new MalformedError("no frame of LZ4");
    at = readFrame(at + 4);
  }
  return output.end();

  function readFrame(start: number): number {
    const flag = input[start] ?? 0;
    if (flag >>> 6 !== 1) throw new MalformedError(`version ${flag >>> 6} of LZ4's frame`);
    const hasBlockChecksum = (flag & 0x10) !== 0;
    const hasSize = (flag & 0x08) !== 0;
    const hasChecksum = (flag & 0x04) !== 0;
    if ((flag & 0x01) !== 0) throw new MalformedError("a frame of LZ4 that wants a dictionary");
    let at = start + 2 + (hasSize ? 8 : 0) + 1;
    for (;;) {
      const word = uint32(at);
      at += 4;
      if (word === 0) break;
      const size = word & ~stored;
      if (at + size > input.length) throw new MalformedError(`a block of ${size} bytes, of which ${input.length - at} are there`);
      if (word >= stored) output.push(input, at, at + size);
      else decompressBlock(input.subarray(at, at + size), output);
      at += size + (hasBlockChecksum ? 4 : 0);
    }
    return at + (hasChecksum ? 4 : 0);
  }
}

function decompressBlock(input: Uint8Array, output: Output): void {
  // No closures here: a variable that one captures costs a factor of five.
  for (let at = 0; at < input.length; ) {
    const token = input[at++] as number;
    let literals = token >>> 4;
    if (literals === 15) {
      const long = readLength(input, at);
      literals += long.value;
      at = long.end;
    }
    if (at + literals > input.length) throw new MalformedError(`a literal of ${literals} bytes, of which ${input.length - at} are there`);
    output.push(input, at, at + literals);
    at += literals;
    if (at === input.length) return;
    if (at + 2 > input.length) throw new MalformedError("a block of LZ4 that ends within an offset");
    const offset = (input[at] as number) | ((input[at + 1] as number) << 8);
    at += 2;
    let match = token & 15;
    if (match === 15) {
      const long = readLength(input, at);
      match += long.value;
      at = long.end;
    }
    output.repeat(offset, match + 4);
  }
}

/** What is added to a length that does not fit into its half of the token. */
function readLength(input: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; ; at++) {
    const byte = input[at];
    if (byte === undefined) throw new MalformedError("a block of LZ4 that ends within a length");
    value += byte;
    if (byte < 255) return { value, end: at + 1 };
  }
}

export function compressLz4(input: Uint8Array): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt32LE(magic);
  head[4] = flags;
  head[5] = blockDescriptor;
  head[6] = (shortXxHash32(head.subarray(4, 6)) >>> 8) & 0xff;
  const parts: Buffer[] = [head];
  for (let from = 0; from < input.length; from += blockBytes) {
    const plain = input.subarray(from, from + blockBytes);
    const block = compressBlock(plain);
    const size = Buffer.alloc(4);
    if (block.length < plain.length) {
      size.writeUInt32LE(block.length);
      parts.push(size, block);
    } else {
      size.writeUInt32LE(plain.length + stored);
      parts.push(size, Buffer.from(plain));
    }
  }
  return Buffer.concat([...parts, Buffer.alloc(4)]);
}

/** The format wants the last five bytes as literals, and no match that begins within the last twelve. */
const lastLiterals = 5;
const lastMatch = 12;

function compressBlock(input: Uint8Array): Buffer {
  const output = Buffer.allocUnsafe(input.length + Math.ceil(input.length / 255) + 16);
  const seen = new Uint16Array(hashes);
  let length = 0;
  let literal = 0;
  let at = 1;
  while (at < input.length - lastMatch) {
    const hash = hashOfFour(input, at);
    const before = seen[hash] as number;
    seen[hash] = at;
    if (before === at || !sameFour(input, before, at)) {
      at += 1;
      continue;
    }
    let count = 4;
    while (at + count < input.length - lastLiterals && input[before + count] === input[at + count]) count += 1;
    emit(at, count - 4);
    output[length++] = (at - before) & 0xff;
    output[length++] = (at - before) >>> 8;
    emitLength(count - 4);
    at += count;
    literal = at;
  }
  emit(input.length, 0);
  return output.subarray(0, length);

  /** A token, and the literals up to `to`. */
  function emit(to: number, match: number): void {
    const count = to - literal;
    output[length++] = (Math.min(15, count) << 4) | Math.min(15, match);
    emitLength(count);
    output.set(input.subarray(literal, to), length);
    length += count;
  }

  function emitLength(count: number): void {
    if (count < 15) return;
    let rest = count - 15;
    for (; rest >= 255; rest -= 255) output[length++] = 255;
    output[length++] = rest;
  }
}

/** xxHash32 of fewer than four bytes, with seed 0. */
function shortXxHash32(input: Uint8Array): number {
  let hash = 0x165667b1 + input.length;
  for (const byte of input) {
    hash = (hash + Math.imul(byte, 0x165667b1)) | 0;
    hash = Math.imul((hash << 11) | (hash >>> 21), 0x9e3779b1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae3d);
  return (hash ^ (hash >>> 16)) >>> 0;
}
