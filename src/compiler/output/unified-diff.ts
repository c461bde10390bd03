import { diffLines, type Edit } from "./line-diff.ts";

const context = 3;

/** A unified diff as `patch` reads it; `null` stands for a file that is not there. Empty when the texts are equal. */
export function unifiedDiff(path: string, before: string | null, after: string | null): string {
  if (before === after) return "";
  const edits = diffLines(lines(before), lines(after));
  const from = before === null ? "/dev/null" : `a/${path}`;
  const to = after === null ? "/dev/null" : `b/${path}`;
  const hunks = split(edits).map((hunk) => printHunk(edits, hunk));
  return `--- ${from}\n+++ ${to}\n${hunks.join("")}`;
}

/** Line ends stay on their lines, so that a missing last one is a difference. */
function lines(text: string | null): readonly string[] {
  return text === null || text === "" ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

interface Hunk {
  readonly from: number;
  readonly to: number;
}

function split(edits: readonly Edit[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const [index, edit] of edits.entries()) {
    if (edit.kind === "keep") continue;
    const last = hunks.at(-1);
    const from = Math.max(0, index - context);
    const to = Math.min(edits.length, index + context + 1);
    if (last !== undefined && from <= last.to) hunks[hunks.length - 1] = { from: last.from, to };
    else hunks.push({ from, to });
  }
  return hunks;
}

function printHunk(edits: readonly Edit[], { from, to }: Hunk): string {
  const count = (kind: Edit["kind"], start: number, end: number): number =>
    edits.slice(start, end).filter((edit) => edit.kind !== kind).length;
  const range = (kind: Edit["kind"]): string => {
    const length = count(kind, from, to);
    const start = count(kind, 0, from) + (length === 0 ? 0 : 1);
    return length === 1 ? `${start}` : `${start},${length}`;
  };
  const mark = { keep: " ", remove: "-", add: "+" };
  const body = edits
    .slice(from, to)
    .map(({ kind, line }) => (line.endsWith("\n") ? `${mark[kind]}${line}` : `${mark[kind]}${line}\n\\ No newline at end of file\n`));
  return `@@ -${range("add")} +${range("remove")} @@\n${body.join("")}`;
}
