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
  const piece = line.slice(start, start + width);
  return (start > 0 && line.length > 0 ? "…" : "") + visible(piece) + (line.length > start + width ? "…" : "");
}

/** Lines `first` to `last`, counted from 1, without splitting the whole text. */
function linesOf(text: string, first: number, last: number): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let number = 1; number <= last; number += 1) {
    const end = text.indexOf("\n", start);
    if (number >= first) lines.push(text.slice(start, end === -1 ? undefined : end).replace(/\r$/, ""));
    if (end === -1) break;
    start = end + 1;
  }
  return lines;
}
