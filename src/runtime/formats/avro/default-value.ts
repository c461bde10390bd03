import { defaultProblem, longOf } from "../../../avro/defaults.ts";
import type { AvroLogical, AvroType } from "../../../avro/schema.ts";
import { type AvroMapping, isNatural, wrapperOf } from "../../../avro/shape.ts";
import { assertNever } from "../../ground/assert-never.ts";
import { dateText, momentText, timeText } from "./calendar.ts";
import { Cursor } from "./cursor.ts";
import { digitsOf, readBytes, readFixed } from "./scalars.ts";

/** Makes a default as a handler sees it, anew for each message: what the one changes, the next does not get. */
export function defaultMaker(type: AvroType, value: unknown, mapping: AvroMapping): () => unknown {
  const made = mapped(type, value, mapping);
  if (typeof made !== "object" || made === null) return () => made;
  const text = JSON.stringify(made);
  return () => JSON.parse(text);
}

function mapped(type: AvroType, value: unknown, mapping: AvroMapping): unknown {
  switch (type.kind) {
    case "int":
    case "long":
      if (type.logical !== undefined) return counted(type.logical, value as number);
      return type.kind === "long" && mapping.long === "string" ? String(longOf(value as number)) : value;
    case "bytes": {
      const bytes = Buffer.from(String(value), "latin1");
      return readBytes(type)(new Cursor(Buffer.concat([lengthOf(bytes.length), bytes]), 0));
    }
    case "fixed":
      return readFixed(type)(new Cursor(Buffer.from(String(value), "latin1"), 0));
    case "array":
      return (value as readonly unknown[]).map((item) => mapped(type.items, item, mapping));
    case "map":
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, mapped(type.values, item, mapping)]));
    case "union": {
      const branch = type.branches.find((each) => defaultProblem(each, value) === undefined);
      if (branch === undefined) return value;
      const key = isNatural(type, mapping) ? undefined : wrapperOf(branch);
      const inner = mapped(branch, value, mapping);
      return key === undefined ? inner : { [key]: inner };
    }
    case "record":
      return Object.fromEntries(
        type.fields.map((field) => {
          const given = value as { readonly [name: string]: unknown };
          const own = Object.hasOwn(given, field.name) ? given[field.name] : field.default?.value;
          return [field.name, mapped(field.type, own, mapping)];
        }),
      );
    case "null":
    case "boolean":
    case "float":
    case "double":
    case "string":
    case "enum":
      return value;
    default:
      return assertNever(type);
  }
}

function counted({ kind }: AvroLogical, count: number): string {
  const digits = digitsOf[kind] ?? 0;
  if (kind === "date") return dateText(count);
  if (kind.startsWith("time-")) return timeText(count, digits);
  const moment = momentText(Number.isSafeInteger(count) ? count : BigInt(count), digits);
  return kind.startsWith("local-") ? moment : `${moment}Z`;
}

/** As Avro writes the length of bytes. */
function lengthOf(length: number): Buffer {
  const written: number[] = [];
  let left = length * 2;
  for (; left > 0x7f; left = Math.floor(left / 128)) written.push((left % 128) | 0x80);
  written.push(left);
  return Buffer.from(written);
}
