import { withoutCredentials } from "../ground/without-credentials.ts";
import type { Place } from "./diagnostic.ts";
import { visible } from "./visible.ts";

const linesBefore = 2;
/** Enough for a terminal; a document on one line of megabytes must not fill the screen. */
const width = 120;

/** The line of a place with two lines before it and a caret below; "" where the text has no such line. */
export function codeFrame(text: string, place: Place): string {
  const first = Math.max(1, place.line - linesBefore);
  const lines = linesOf(text, first, place.line);
  if (place.line < 1 || lines.length < place.line - first + 1) return "";
  const digits = String(place.line).length;
  const start = windowStart(place.column, lines.at(-1) ?? "");
  const printed = lines.map((line, index) => {
    const number = first + index;
    const marker = number === place.line ? ">" : " ";
    return `${marker} ${String(number).padStart(digits)} | ${shown(line, start)}`.trimEnd();
  });
  const before = shown((lines.at(-1) ?? "").slice(0, place.column - 1), start);
  printed.push(`  ${" ".repeat(digits)} | ${" ".repeat(before.length)}^`);
  return printed.join("\n");
}

function windowStart(column: number, line: string): number {
  return line.length <= width || column <= width - 20 ? 0 : column - 1 - Math.floor(width / 2);
}

function shown(line: string, start: number): string {
  // Some characters around it, so that a password at an end is seen; never the whole of a line of megabytes.
  const from = Math.max(0, start - width);
  const piece = withoutCredentials(line.slice(from, start + 2 * width)).slice(start - from, start - from + width);
  return (start > 0 && line.length > 0 ? "…" : "") + visible(piece) + (line.length > start + width ? "…" : "");
}

/** Lines `first` to `last`, counted from 1. */
function linesOf(text: string, first: number, last: number): string[] {
  const starts = startsOf(text);
  const lines: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const start = starts[number - 1];
    if (start === undefined) break;
    const next = starts[number];
    lines.push(text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, ""));
  }
  return lines;
}

// Hundreds of complaints about one large file are printed one after the other.
let known: { readonly text: string; readonly starts: readonly number[] } | undefined;

/** Where each line starts. */
function startsOf(text: string): readonly number[] {
  if (known?.text !== text) {
    const starts = [0];
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
    known = { text, starts };
  }
  return known.starts;
}
