import { type Cursor, unusual } from "./cursor.ts";

const header = /([|>])([-+]?)[ ]*(?: #[^\n]*)?\r?\n/y;

/** A text after `|` or `>`; afterwards the cursor is at the next line with content. */
export function readBlockScalar(cursor: Cursor, parentIndent: number): string {
  header.lastIndex = cursor.at;
  const found = header.exec(cursor.text);
  if (found === null) return unusual();
  const [all, style, chomping] = found;
  const { lines, end } = contentLines(cursor.text, cursor.at + all.length, parentIndent);
  cursor.toLine(end);
  if (cursor.indent > parentIndent) unusual();
  let last = lines.length;
  while (last > 0 && lines[last - 1] === "") last -= 1;
  const content = lines.slice(0, last);
  const body = style === "|" ? content.join("\n") : folded(content);
  if (chomping === "-") return body;
  if (chomping === "+") return body + "\n".repeat(lines.length - last + (last === 0 ? 0 : 1));
  return last === 0 ? "" : `${body}\n`;
}

/** The lines without their indentation, blank ones as "". */
function contentLines(text: string, from: number, parentIndent: number): { readonly lines: readonly string[]; readonly end: number } {
  const lines: string[] = [];
  let indent = -1;
  let deepestBlank = 0;
  let start = from;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    // A last line without its end is left to the library.
    if (newline === -1) unusual();
    const stop = text.charCodeAt(newline - 1) === 0x0d ? newline - 1 : newline;
    let at = start;
    while (text.charCodeAt(at) === 0x20) at += 1;
    const column = at - start;
    if (at >= stop) {
      if (indent !== -1 && column > indent) unusual();
      deepestBlank = Math.max(deepestBlank, column);
      lines.push("");
    } else {
      if (text.charCodeAt(at) === 0x09) unusual();
      if (indent === -1) {
        if (column > parentIndent && deepestBlank > column) unusual();
        if (column > parentIndent) indent = column;
      }
      if (indent === -1 || column < indent) break;
      lines.push(text.slice(start + indent, stop));
    }
    start = newline + 1;
  }
  return { lines, end: start };
}

/** A line break between two lines is a space, unless one of them is indented more; blank lines are line breaks. */
function folded(lines: readonly string[]): string {
  let result = "";
  let blanks = 0;
  let previous: string | undefined;
  for (const line of lines) {
    if (line === "") {
      blanks += 1;
      continue;
    }
    if (previous === undefined) result = "\n".repeat(blanks);
    else if (isIndented(previous) || isIndented(line)) result += "\n".repeat(blanks + 1);
    else result += blanks === 0 ? " " : "\n".repeat(blanks);
    result += line;
    previous = line;
    blanks = 0;
  }
  return result;
}

function isIndented(line: string): boolean {
  return line.startsWith(" ") || line.startsWith("\t");
}
