import type { AvroLogical } from "../../../../avro/schema.ts";

/** What the texts that Avro's types become look like. They tell a reader of the generated code; what is read off the wire has this form already. */

export const uuidPattern = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";
export const datePattern = "^(?:\\d{4}|[+-]\\d{6,9})-\\d{2}-\\d{2}$";
export const clockPattern = "^\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?$";
export const longPattern = "^-?\\d{1,19}$";

/** Three bytes, and what one or two are at the end: each byte has one text, so the bits that no byte has are 0. */
const three = "(?:[A-Za-z0-9+/]{4})";
const one = "[A-Za-z0-9+/][AQgw]==";
const two = "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=";
export const base64Pattern = `^${three}*(?:${one}|${two})?$`;

/** More makes a pattern that takes long to read; then the length alone says how many. */
const mostCounted = 300;

export function fixedPattern(size: number): string {
  if (size > mostCounted) return base64Pattern;
  const threes = Math.floor(size / 3);
  return `^${threes === 0 ? "" : `${three}{${threes}}`}${["", one, two][size % 3] ?? ""}$`;
}

export function decimalPattern(logical: AvroLogical): string {
  if (logical.kind !== "decimal") return "^-?\\d+(?:\\.\\d+)?$";
  return logical.scale === 0 ? "^-?\\d+$" : `^-?\\d+(?:\\.\\d{1,${logical.scale}})?$`;
}

/** What a text of this form is, with an example. */
export function wordsOf(pattern: string): string {
  const form = forms.find(([known]) => known === pattern)?.[1];
  if (form !== undefined) return form;
  if (pattern.includes(three) || [0, 1, 2].some((size) => fixedPattern(size) === pattern)) return "bytes in base64";
  if (!pattern.includes("T")) return 'a decimal as text, such as `"12.50"`';
  return pattern.includes("Z")
    ? "a moment as text, such as `2024-02-29T10:15:30.250Z`"
    : "a date and time as text, such as `2024-02-29T10:15:30.250`";
}

const forms: readonly (readonly [string, string])[] = [
  [uuidPattern, "a UUID"],
  [datePattern, "a date as text, such as `2024-02-29`"],
  [clockPattern, "a time of day as text, such as `10:15:30.250`"],
  [longPattern, "the digits of a whole number as text"],
  [base64Pattern, "bytes in base64"],
];
