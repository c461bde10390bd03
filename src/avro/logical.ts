import { type AvroLogical, type AvroType, plainLogicals } from "./schema.ts";
import type { AvroReport, AvroSource } from "./source.ts";

type Kind = AvroType["kind"];

/** The types whose bytes a logical type can give a meaning to. */
const carriers: { readonly [logical in (typeof plainLogicals)[number]]: readonly Kind[] } = {
  "big-decimal": ["bytes"],
  uuid: ["string", "fixed"],
  date: ["int"],
  "time-millis": ["int"],
  "time-micros": ["long"],
  "timestamp-millis": ["long"],
  "timestamp-micros": ["long"],
  "timestamp-nanos": ["long"],
  "local-timestamp-millis": ["long"],
  "local-timestamp-micros": ["long"],
  "local-timestamp-nanos": ["long"],
  duration: ["fixed"],
};

/** Bytes that a fixed of that meaning has. */
const sizes: { readonly [logical: string]: number } = { uuid: 16, duration: 12 };

/** `logicalType` beside a type. What does not fit is told, and then ignored, as the specification wants it. */
export function readLogical<Source extends AvroSource>(
  source: Source,
  kind: Kind,
  size: number | undefined,
  report: AvroReport<Source>,
): AvroLogical | undefined {
  const found = source.get("logicalType") as Source | undefined;
  const word = found?.value;
  if (found === undefined || typeof word !== "string") return undefined;
  if (word === "decimal") return decimal(source, found, { kind, size }, report);
  const logical = plainLogicals.find((name) => name === word);
  const wanted = logical === undefined ? undefined : carriers[logical];
  const isFitting = wanted?.includes(kind) === true && (kind !== "fixed" || sizes[word] === size);
  if (logical !== undefined && isFitting) return { kind: logical };
  const needs = wanted?.map((each) => (each === "fixed" ? `fixed of size ${sizes[word] ?? 0}` : each)).join(" or ");
  const others = plainLogicals.filter((name) => carriers[name].includes(kind)).join(", ");
  const help = needs === undefined ? (others === "" ? "" : `Of ${kind} they are ${others}.`) : `It is one of ${needs}.`;
  report("avro-logical", { logical: word, type: kind === "fixed" ? `fixed of size ${size ?? 0}` : kind, wanted: help }, found);
  return undefined;
}

function decimal<Source extends AvroSource>(
  source: Source,
  at: Source,
  { kind, size }: { readonly kind: Kind; readonly size: number | undefined },
  report: AvroReport<Source>,
): AvroLogical | undefined {
  const precision = source.get("precision")?.value;
  const scale = source.get("scale")?.value ?? 0;
  const problem = decimalProblem(kind, size, precision, scale);
  if (problem === undefined) return { kind: "decimal", precision: precision as number, scale: scale as number };
  report("avro-decimal", { problem, type: kind }, at);
  return undefined;
}

function decimalProblem(kind: Kind, size: number | undefined, precision: unknown, scale: unknown): string | undefined {
  if (kind !== "bytes" && kind !== "fixed") return `\`decimal\` is written in bytes or fixed, not in ${kind}`;
  if (precision === undefined) return "its `precision` is missing";
  if (typeof precision !== "number" || !Number.isInteger(precision) || precision < 1) return "its `precision` is no whole number above 0";
  if (typeof scale !== "number" || !Number.isInteger(scale) || scale < 0) return "its `scale` is no whole number from 0";
  if (scale > precision) return `its scale ${scale} is above its precision ${precision}`;
  if (precision > mostDigits) return `its precision is above ${mostDigits}`;
  const most = size === undefined ? Number.POSITIVE_INFINITY : Math.floor(Math.log10(2) * (8 * size - 1));
  return precision > most ? `${size ?? 0} bytes hold ${most} digits, fewer than its precision ${precision}` : undefined;
}

/** Far above what any database has; a number of digits whose arithmetic stays cheap. */
const mostDigits = 1_000;
