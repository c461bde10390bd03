/** A run of lines that stay, go or come. */
export interface Edit {
  readonly kind: "keep" | "remove" | "add";
  readonly line: string;
}

/** Beyond this many differing lines the shortest script is not worth its quadratic cost: what remains is shown as removed, then added. */
const maximumDistance = 2_000;

/** Shortest edit script between two lists of lines (Myers' greedy algorithm). */
export function diffLines(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const keep = (line: string): Edit => ({ kind: "keep", line });
  return [
    ...before.slice(0, start).map(keep),
    ...shortestScript(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(keep),
  ];
}

function shortestScript(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const size = before.length + after.length;
  const offset = Math.min(size, maximumDistance) + 1;
  const furthest = new Int32Array(2 * offset + 1);
  const trace: Int32Array[] = [];
  for (let distance = 0; distance <= Math.min(size, maximumDistance); distance++) {
    trace.push(furthest.slice(offset - distance, offset + distance + 1));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      const down =
        diagonal === -distance || (diagonal !== distance && at(furthest, offset + diagonal - 1) < at(furthest, offset + diagonal + 1));
      let x = down ? at(furthest, offset + diagonal + 1) : at(furthest, offset + diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest[offset + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after);
    }
  }
  return [...before.map((line): Edit => ({ kind: "remove", line })), ...after.map((line): Edit => ({ kind: "add", line }))];
}

function walkBack(trace: readonly Int32Array[], before: readonly string[], after: readonly string[]): readonly Edit[] {
  const edits: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const furthest = trace[distance] ?? new Int32Array(1);
    const diagonal = x - y;
    const reached = (of: number): number => at(furthest, of + distance);
    const down = diagonal === -distance || (diagonal !== distance && reached(diagonal - 1) < reached(diagonal + 1));
    const previousX = distance === 0 ? 0 : reached(down ? diagonal + 1 : diagonal - 1);
    const previousY = distance === 0 ? 0 : previousX - (down ? diagonal + 1 : diagonal - 1);
    while (x > previousX && y > previousY) {
      x--;
      y--;
      edits.push({ kind: "keep", line: before[x] ?? "" });
    }
    if (distance === 0) break;
    if (down) edits.push({ kind: "add", line: after[--y] ?? "" });
    else edits.push({ kind: "remove", line: before[--x] ?? "" });
  }
  return edits.reverse();
}

function at(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}
