import { indentStep, layoutAt, reindent } from "./layout.ts";
import type { LocatedObject } from "./locate.ts";

/** Text that comes into a file at an offset of the old text; nothing is ever taken out. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Puts members (lines without indentation, each member ending in a comma) behind the last one of an object literal. An object on one line
 * stays on one line when the members are single names.
 */
export function insertIntoObject(text: string, object: LocatedObject, members: readonly (readonly string[])[]): readonly Insertion[] {
  const inline = !text.slice(object.open, object.close).includes("\n");
  if (inline && members.every((lines) => lines.length === 1))
    return insertInline(
      text,
      object,
      members.map((lines) => (lines[0] ?? "").replace(/,$/, "")),
    );
  const anchor = object.last === undefined ? object.open : object.last.start;
  const { eol, indent: outer } = layoutAt(text, anchor);
  const ownLine =
    object.last !== undefined &&
    text
      .slice(0, object.last.start)
      .replace(/[ \t]+$/, "")
      .endsWith("\n");
  const step = indentStep(text);
  const indent = ownLine ? outer : `${layoutAt(text, object.open).indent}${step}`;
  const body = members.flatMap((lines) => reindent(lines, indent, step)).join(eol);
  const place = object.last?.comma ?? object.last?.end ?? object.open;
  const comma: readonly Insertion[] =
    object.last !== undefined && object.last.comma === undefined ? [{ at: object.last.end, text: "," }] : [];
  const at = endOfLine(text, place, object.close);
  const closes = !text.slice(at, object.close).includes("\n");
  const tail = closes ? `${eol}${layoutAt(text, object.open).indent}` : "";
  return merge([...comma, { at, text: `${eol}${body}${tail}` }]);
}

function insertInline(text: string, { open, close, last }: LocatedObject, names: readonly string[]): readonly Insertion[] {
  if (last === undefined) return [{ at: open, text: text.slice(open, close) === "" ? ` ${names.join(", ")} ` : ` ${names.join(", ")}` }];
  return last.comma === undefined ? [{ at: last.end, text: `, ${names.join(", ")}` }] : [{ at: last.comma, text: ` ${names.join(", ")},` }];
}

/** A comment behind the last member belongs to it: what is inserted comes after. Stops before the closing brace. */
function endOfLine(text: string, place: number, close: number): number {
  const comments = /(?:[ \t]*(?:\/\/[^\n\r]*|\/\*(?:[^*]|\*(?!\/))*\*\/))*/y;
  comments.lastIndex = place;
  const end = place + (comments.exec(text)?.[0].length ?? 0);
  return Math.min(end, close);
}

/** Two insertions at one place are one. */
function merge(insertions: readonly Insertion[]): readonly Insertion[] {
  const [first, second] = insertions;
  return first !== undefined && second !== undefined && first.at === second.at
    ? [{ at: first.at, text: first.text + second.text }]
    : insertions;
}

export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  const sorted = insertions.toSorted((a, b) => a.at - b.at);
  let result = "";
  let from = 0;
  for (const { at, text: inserted } of sorted) {
    result += text.slice(from, at) + inserted;
    from = at;
  }
  return result + text.slice(from);
}
