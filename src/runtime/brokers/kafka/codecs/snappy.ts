/** Snappy as Kafka's clients write it: the bare format (librdkafka), or blocks of it in the frame of xerial's library (Java, Go). */
import { hashes, hashOfFour, sameFour } from "./four-bytes.ts";
import { MalformedError, Output } from "./output.ts";

const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
/** Magic, version and the oldest version that can read it. */
const frameHead = 16;
/** Of a block, before it is compressed: what xerial's library writes. */
const blockBytes = 32 * 1024;

/** @throws MalformedError, TooLargeError */
export function decompressSnappy(input: Uint8Array, limit: number): Buffer {
  const output = new Output(limit, input.length * 4);
  if (input.length < frameHead || !magic.equals(input.subarray(0, magic.length))) {
    decompressBlock(input, output);
    return output.end();
  }
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  for (let at = frameHead; at < input.length; ) {
    // A second frame may follow, where a producer flushed in between.
    if (at + frameHead <= input.length && magic.equals(input.subarray(at, at + magic.length))) {
      at += frameHead;
      continue;
    }
    if (at + 4 > input.length) throw new MalformedError("a frame of snappy that ends within a length");
    const size = view.getInt32(at);
    if (size < 0 || at + 4 + size > input.length)
      throw new MalformedError(`a block of ${size} bytes, of which ${input.length - at - 4} are there`);
    decompressBlock(input.subarray(at + 4, at + 4 + size), output);
    at += 4 + size;
  }
  return output.end();
}

function decompressBlock(input: Uint8Array, output: Output): void {
  let at = 0;
  let size = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = input[at++];
    if (byte === undefined || shift > 28) throw new MalformedError("a block of snappy without a length");
    size += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  const end = output.length + size;
  while (at < input.length) {
    const tag = input[at++] as number;
    const kind = tag & 3;
    if (kind === 0) {
      let count = tag >>> 2;
      if (count >= 60) {
        const bytes = count - 59;
        if (at + bytes > input.length) throw new MalformedError("a literal of snappy that ends within its length");
        count = littleEndian(input, at, bytes);
        at += bytes;
      }
      count += 1;
      if (at + count > input.length) throw new MalformedError(`a literal of ${count} bytes, of which ${input.length - at} are there`);
      output.push(input, at, at + count);
      at += count;
    } else {
      const bytes = kind === 3 ? 4 : kind;
      if (at + bytes > input.length) throw new MalformedError("a copy of snappy that ends within its offset");
      const low = littleEndian(input, at, bytes);
      at += bytes;
      if (kind === 1) output.repeat(((tag & 0xe0) << 3) | low, ((tag >>> 2) & 7) + 4);
      else output.repeat(low, (tag >>> 2) + 1);
    }
    if (output.length > end) throw new MalformedError(`more than the ${size} bytes that a block of snappy announces`);
  }
  if (output.length !== end)
    throw new MalformedError(`${size - (end - output.length)} bytes instead of the ${size} that a block of snappy announces`);
}

function littleEndian(input: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let index = bytes - 1; index >= 0; index--) value = value * 256 + (input[at + index] as number);
  return value;
}

/** In xerial's frame, which every client of Kafka reads. */
export function compressSnappy(input: Uint8Array): Buffer {
  const head = Buffer.alloc(frameHead);
  magic.copy(head);
  head.writeInt32BE(1, 8);
  head.writeInt32BE(1, 12);
  const parts: Buffer[] = [head];
  for (let from = 0; from < input.length; from += blockBytes) {
    const block = compressBlock(input.subarray(from, from + blockBytes));
    const size = Buffer.alloc(4);
    size.writeInt32BE(block.length);
    parts.push(size, block);
  }
  return Buffer.concat(parts);
}

/** At most 32 KiB, so that offsets are of two bytes and literals of at most three. */
function compressBlock(input: Uint8Array): Buffer {
  const output = Buffer.allocUnsafe(input.length + Math.ceil(input.length / 6) + 32);
  let length = 0;
  for (let size = input.length; ; size >>>= 7) {
    output[length++] = size < 0x80 ? size : (size & 0x7f) | 0x80;
    if (size < 0x80) break;
  }
  const seen = new Uint16Array(hashes);
  let literal = 0;
  let at = 1;
  while (at + 4 <= input.length) {
    const hash = hashOfFour(input, at);
    const before = seen[hash] as number;
    seen[hash] = at;
    if (before === at || !sameFour(input, before, at)) {
      at += 1;
      continue;
    }
    emitLiteral(at);
    let count = 4;
    while (at + count < input.length && input[before + count] === input[at + count]) count += 1;
    for (let rest = count; rest > 0; ) {
      // The shortest copy that all decoders take as it stands is of one byte; 64 is the longest.
      const part = Math.min(64, rest);
      output[length++] = ((part - 1) << 2) | 2;
      output[length++] = (at - before) & 0xff;
      output[length++] = (at - before) >>> 8;
      rest -= part;
    }
    at += count;
    literal = at;
  }
  emitLiteral(input.length);
  return output.subarray(0, length);

  function emitLiteral(to: number): void {
    const count = to - literal;
    if (count === 0) return;
    const last = count - 1;
    if (last < 60) output[length++] = last << 2;
    else if (last < 256) {
      output[length++] = 60 << 2;
      output[length++] = last;
    } else {
      output[length++] = 61 << 2;
      output[length++] = last & 0xff;
      output[length++] = last >>> 8;
    }
    output.set(input.subarray(literal, to), length);
    length += count;
  }
}
