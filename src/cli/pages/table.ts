import type { Paint } from "../terminal.ts";
import type { Cell } from "./markdown.ts";
import { type Line, widthOf, wordsOf, wrap } from "./wrap.ts";

const gap = 2;
/** A column narrower than this is no column to read. */
const narrowest = 12;
/** Rows of more lines, taken together, are read more easily as blocks of their own. */
const tallest = 2;

/** Columns side by side, cells wrapped; where the screen has no room for that, one block a row. */
export function printTable(header: readonly Cell[], rows: readonly (readonly Cell[])[], width: number, paint: Paint): readonly string[] {
  const all = [header, ...rows];
  const columns = Math.max(...all.map((row) => row.length));
  const natural = Array.from({ length: columns }, (_, column) => Math.max(1, ...all.map((row) => fullWidth(row[column] ?? []))));
  const least = natural.map((wanted, column) =>
    Math.max(Math.min(narrowest, wanted), ...all.flatMap((row) => wordsOf(row[column] ?? []).map(widthOf))),
  );
  const room = width - gap * (columns - 1);
  if (sum(least) > room) return asBlocks(header, rows, width, paint);
  const widths = share(natural, least, room);
  const bold: Paint = (colour, text) => (colour === "bold" ? text : paint(colour, text));
  const hasHeader = header.some((cell) => cell.length > 0);
  const head = hasHeader ? rowLines(header, widths, bold).map((line) => paint("bold", line)) : [];
  const rule = hasHeader ? [paint("grey", widths.map((each) => "─".repeat(each)).join(" ".repeat(gap)))] : [];
  // Rows of several lines need air between them, rows of one line do not.
  const printed = rows.map((row) => rowLines(row, widths, paint));
  if (sum(printed.map((lines) => lines.length)) > tallest * rows.length) return asBlocks(header, rows, width, paint);
  const isTall = printed.filter((lines) => lines.length > 2).length > printed.length / 3;
  return [...head, ...rule, ...printed.flatMap((lines, index) => (isTall && index > 0 ? ["", ...lines] : lines))];
}

/** A column that wants little gets it; the others share what is left alike. None gets less than its least. */
function share(natural: readonly number[], least: readonly number[], room: number): readonly number[] {
  const widths = [...natural];
  let left = room;
  const modest = natural.map((_, column) => column).sort((a, b) => (natural[a] ?? 0) - (natural[b] ?? 0));
  for (const [index, column] of modest.entries()) {
    const others = modest.slice(index + 1);
    const free = left - sum(others.map((other) => least[other] ?? 0));
    const width = Math.min(natural[column] ?? 0, free, Math.max(least[column] ?? 0, Math.floor(left / (others.length + 1))));
    widths[column] = width;
    left -= width;
  }
  return widths;
}

function rowLines(row: readonly Cell[], widths: readonly number[], paint: Paint): readonly string[] {
  const wrapped = widths.map((width, column) => wrap(row[column] ?? [], width, paint));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    wrapped
      .map((lines, column) => padded(lines[index], widths[column] ?? 0))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

function padded(line: Line | undefined, width: number): string {
  return line === undefined ? " ".repeat(width) : line.text + " ".repeat(Math.max(0, width - line.width));
}

/** The first cell is the title of its row. */
function asBlocks(header: readonly Cell[], rows: readonly (readonly Cell[])[], width: number, paint: Paint): readonly string[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [""]),
    ...wrap(row[0] ?? [], width, paint).map(({ text }) => paint("bold", text)),
    ...row.slice(1).flatMap((cell, column) => {
      if (cell.length === 0) return [];
      const title = header[column + 1] ?? [];
      const labelled = title.length === 0 ? cell : [...title, { text: ": ", look: "plain" as const }, ...cell];
      return wrap(labelled, width - 2, paint).map(({ text }) => `  ${text}`);
    }),
  ]);
}

function fullWidth(cell: Cell): number {
  const words = wordsOf(cell);
  return sum(words.map(widthOf)) + Math.max(0, words.length - 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
