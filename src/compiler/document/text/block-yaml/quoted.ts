import { type Cursor, unusual } from "./cursor.ts";

/** A text in quotes. Over several lines only where `parentIndent` is given: the lines after the first are indented more than that. */
export function readQuoted(cursor: Cursor, parentIndent?: number): string {
  const start = cursor.at + 1;
  const end = endOfQuoted(cursor);
  cursor.at = end + 1;
  const raw = cursor.text.slice(start, end);
  const isDouble = cursor.text[end] === '"';
  const joined = raw.includes("\n") ? joinLines(cursor, raw, isDouble, parentIndent) : raw;
  if (raw.includes("\t")) unusual();
  if (!isDouble) return joined.replaceAll("''", "'");
  return joined.includes("\\") ? withoutEscapes(joined) : joined;
}

function endOfQuoted({ text, at }: Cursor): number {
  const quote = text.charCodeAt(at);
  for (let index = at + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5c && quote === 0x22) index += 1;
    else if (code === quote) {
      if (quote !== 0x27 || text.charCodeAt(index + 1) !== 0x27) return index;
      index += 1;
    }
  }
  return unusual();
}

/** A line break is a space, blank lines are line breaks, and a backslash at the end of a line joins it to the next without either. */
function joinLines(cursor: Cursor, raw: string, isDouble: boolean, parentIndent: number | undefined): string {
  if (parentIndent === undefined) return unusual();
  const [first = "", ...rest] = raw.split("\n").map((line) => line.replace(/\r$/, ""));
  let result = first;
  let blanks = 0;
  let isFirst = true;
  for (const [index, line] of rest.entries()) {
    const content = line.replace(/^ +/, "");
    if (content === "" && index < rest.length - 1) {
      blanks += 1;
      continue;
    }
    if (line.length - content.length <= parentIndent) unusual();
    const isJoined = isDouble && /(?:^|[^\\])(?:\\\\)*\\$/.test(result);
    if (isJoined && blanks > 0) unusual();
    if (isJoined) result = result.slice(0, -1);
    else result = result.replace(/ +$/, "") + (blanks === 0 ? " " : "\n".repeat(blanks));
    // A blank before the escape that ends a line would have to be kept or dropped by where it stands.
    if (isFirst && first.trim() === "") unusual();
    isFirst = false;
    result += content;
    blanks = 0;
  }
  cursor.lineStart = cursor.text.lastIndexOf("\n", cursor.at - 1) + 1;
  return result;
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

function withoutEscapes(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]?))/g,
    (_, two, four, eight, one: string | undefined) => {
      const hex: string | undefined = two ?? four ?? eight;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : unusual();
      }
      return escapes[one ?? ""] ?? unusual();
    },
  );
}
