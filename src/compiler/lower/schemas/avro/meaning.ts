import { longOf } from "../../../../avro/defaults.ts";
import type { AvroType } from "../../../../avro/schema.ts";

/** What a text stands for, where its pattern alone would not tell a reader. */
export function meaningOf(type: AvroType): string | undefined {
  if (type.kind === "union") {
    const [first, ...more] = type.branches.flatMap((branch) => meaningOf(branch) ?? []);
    return more.length === 0 ? first : undefined;
  }
  const logical = "logical" in type ? type.logical : undefined;
  if (logical?.kind === "decimal")
    return `A decimal of up to ${logical.precision} digits${logical.scale === 0 ? "" : `, ${logical.scale} of them after the point`}, as text.`;
  if (logical !== undefined) return logicals[logical.kind];
  return type.kind === "bytes" || type.kind === "fixed" ? "Bytes in base64." : undefined;
}

const logicals: { readonly [logical: string]: string } = {
  "big-decimal": "A decimal of any number of digits, as text.",
  date: "A date: `2024-02-29`.",
  "time-millis": "A time of day: `10:15:30.250`.",
  "time-micros": "A time of day: `10:15:30.250000`.",
  "timestamp-millis": "A moment: `2024-02-29T10:15:30.250Z`.",
  "timestamp-micros": "A moment: `2024-02-29T10:15:30.250000Z`.",
  "timestamp-nanos": "A moment: `2024-02-29T10:15:30.250000000Z`.",
  "local-timestamp-millis": "A date and time without a zone: `2024-02-29T10:15:30.250`.",
  "local-timestamp-micros": "A date and time without a zone: `2024-02-29T10:15:30.250000`.",
  "local-timestamp-nanos": "A date and time without a zone: `2024-02-29T10:15:30.250000000`.",
};

/** For a comment. Where Avro writes a default in another way than a handler sees it, only that there is one. */
export function defaultText(type: AvroType, value: unknown): string {
  const text = type.kind === "long" && typeof value === "number" ? String(longOf(value)) : JSON.stringify(value);
  return value !== null && isCoded(type) ? "It has a default." : `Default: \`${text}\`.`;
}

function isCoded(type: AvroType): boolean {
  if (type.kind === "array") return isCoded(type.items);
  if (type.kind === "map") return isCoded(type.values);
  if (type.kind === "union") return type.branches.some(isCoded);
  return type.kind === "bytes" || type.kind === "fixed" || ("logical" in type && type.logical !== undefined);
}
