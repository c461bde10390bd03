/**
 * Offsets that are done with, behind the first that is not: `4-9,12`, relative to that one, or, where these are many, `z` and a packed bitmap.
 * It travels as metadata of a committed offset.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Kafka's own limit (`offset.metadata.max.bytes`) is 4,096 by default. Bytes. */
export const maxDoneBytes = 4_000;

/** Of a bitmap, bytes: two million offsets. Nobody looks at so many dead letters, and what others write there must not fill the memory. */
const maxBitmapBytes = 250_000;

export function encodeDone(base: number, done: Iterable<number>): string {
  const ranges: { first: number; last: number }[] = [];
  for (const offset of [...done].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last + 1 === offset) open.last = offset;
    else ranges.push({ first: offset, last: offset });
  }
  const text = ranges.map(({ first, last }) => (first === last ? `${first - base}` : `${first - base}-${last - base}`)).join(",");
  const bytes = ((ranges.at(-1)?.last ?? base) - base) / 8 + 1;
  return text.length <= maxDoneBytes || bytes > maxBitmapBytes ? text : packed(base, bytes, ranges);
}

function packed(base: number, bytes: number, ranges: readonly { readonly first: number; readonly last: number }[]): string {
  const bitmap = new Uint8Array(bytes);
  for (const { first, last } of ranges)
    for (let bit = first - base; bit <= last - base; bit += 1) bitmap[bit >> 3] = (bitmap[bit >> 3] ?? 0) | (1 << (bit & 7));
  return `z${deflateRawSync(bitmap, { level: 9 }).toString("base64")}`;
}

function unpacked(base: number, text: string): ReadonlySet<number> {
  const done = new Set<number>();
  try {
    const bitmap = inflateRawSync(Buffer.from(text.slice(1), "base64"), { maxOutputLength: maxBitmapBytes });
    for (let bit = 0; bit < bitmap.length * 8; bit += 1) if ((bitmap[bit >> 3] ?? 0) & (1 << (bit & 7))) done.add(base + bit);
  } catch {
    // Somebody else's text that begins with the same letter.
  }
  return done;
}

/** Empty for what is not ours. */
export function decodeDone(base: number, text: string | null): ReadonlySet<number> {
  const done = new Set<number>();
  if (text?.startsWith("z")) return unpacked(base, text);
  if (text === null || !/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) return done;
  for (const range of text.split(",")) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (let offset = first; offset <= last; offset += 1) done.add(base + offset);
  }
  return done;
}
