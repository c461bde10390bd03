/** Offsets that are done with, behind the first that is not: `4-9,12`, relative to that one. It travels as metadata of a committed offset. */

/** Kafka's own limit (`offset.metadata.max.bytes`) is 4,096 by default. Bytes. */
export const maxDoneBytes = 4_000;

export function encodeDone(base: number, done: Iterable<number>): string {
  const ranges: { first: number; last: number }[] = [];
  for (const offset of [...done].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last + 1 === offset) open.last = offset;
    else ranges.push({ first: offset, last: offset });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first - base}` : `${first - base}-${last - base}`)).join(",");
}

/** Empty for what is not ours. */
export function decodeDone(base: number, text: string | null): ReadonlySet<number> {
  const done = new Set<number>();
  if (text === null || !/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) return done;
  for (const range of text.split(",")) {
    const [first = 0, last = first] = range.split("-").map(Number);
    for (let offset = first; offset <= last; offset += 1) done.add(base + offset);
  }
  return done;
}
