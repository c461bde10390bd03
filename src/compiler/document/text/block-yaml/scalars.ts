import type { NodeKind, ScalarValue } from "../../tree/tree-node.ts";
import { type Cursor, unusual } from "./cursor.ts";

export interface ReadScalar {
  readonly kind: NodeKind;
  readonly value: ScalarValue;
}

const plainFirst = /[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^\s,[\]{}])/y;

/** A plain scalar starts here. */
export function startsPlain(cursor: Cursor): boolean {
  plainFirst.lastIndex = cursor.at;
  return plainFirst.test(cursor.text);
}

/** A plain text up to the end of its line. In a list or an object in brackets it ends at these too. */
export function readPlain(cursor: Cursor, context: "block" | "flow"): string {
  if (!startsPlain(cursor)) unusual();
  const start = cursor.at;
  const { text } = cursor;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) break;
    if (code === 0x09) unusual();
    if (code === 0x0d) {
      if (text.charCodeAt(at + 1) !== 0x0a) unusual();
      break;
    }
    if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) break;
    if (code === 0x3a && isKeyEnd(text, at + 1, context)) break;
    if (context === "flow" && isFlowSign(code)) break;
  }
  cursor.at = at;
  let end = at;
  while (text.charCodeAt(end - 1) === 0x20) end -= 1;
  return text.slice(start, end);
}

/** The lines that go on a plain text: indented more than what it stands in. Afterwards the cursor is at the end of the last one. */
export function readContinuation(cursor: Cursor, first: string, parentIndent: number): string {
  let result = first;
  for (;;) {
    const code = cursor.code();
    // A colon after a name, where none can be.
    if (code === 0x3a) unusual();
    // A comment ends the text.
    if (code === 0x23) return result;
    let start = cursor.endOfLine();
    let blanks = 0;
    for (let found = blankLine(cursor.text, start); found !== undefined; found = blankLine(cursor.text, start)) {
      start = found;
      blanks += 1;
    }
    let at = start;
    while (cursor.text.charCodeAt(at) === 0x20) at += 1;
    const next = cursor.text.charCodeAt(at);
    if (Number.isNaN(next) || at - start <= parentIndent || next === 0x23) return result;
    cursor.lineStart = start;
    cursor.at = at;
    result += (blanks === 0 ? " " : "\n".repeat(blanks)) + readPlain(cursor, "block");
  }
}

/** Where the line after a blank line starts; undefined where the line is none. */
function blankLine(text: string, start: number): number | undefined {
  let at = start;
  while (text.charCodeAt(at) === 0x20) at += 1;
  if (text.charCodeAt(at) === 0x0d) at += 1;
  return text.charCodeAt(at) === 0x0a ? at + 1 : undefined;
}

/** After a colon: white space, the end, or in brackets one of their signs. */
function isKeyEnd(text: string, at: number, context: "block" | "flow"): boolean {
  const code = text.charCodeAt(at);
  return Number.isNaN(code) || code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || (context === "flow" && isFlowSign(code));
}

export function isFlowSign(code: number): boolean {
  return code === 0x2c || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

const integer = /^[-+]?[0-9]+$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const otherBase = /^0o[0-7]+$|^0x[0-9a-fA-F]+$/;
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;
const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...["~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

/** What a plain text means in YAML's core schema. */
export function scalarOf(text: string): ReadScalar {
  const word = words.get(text);
  if (word === null) return { kind: "null", value: null };
  if (typeof word === "boolean") return { kind: "boolean", value: word };
  const first = text.charCodeAt(0);
  const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2d || first === 0x2b || first === 0x2e;
  if (!mayBeNumber) return { kind: "string", value: text };
  if (integer.test(text) || decimal.test(text) || otherBase.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? { kind: "number", value } : unusual();
  }
  return notFinite.test(text) ? unusual() : { kind: "string", value: text };
}
