import { assertNever } from "./assert-never.ts";
import type { AvroRecord, AvroType } from "./schema.ts";

/** Of records that were asked about, and of those inside them. */
const known = new WeakMap<AvroType, number>();

/** The fewest bytes that a value can take, never too many; what a count of items is held against. */
export function leastBytes(type: AvroType): number {
  if (type.kind === "record" && !known.has(type)) {
    const least = new Map<AvroType, number>();
    const of = (each: AvroType): number => known.get(each) ?? least.get(each) ?? leastOf(each);
    // From 0 upwards, so that each round says too little and no round too much.
    for (let round = 0; round < rounds; round += 1)
      for (const record of recordsIn(type).toReversed())
        least.set(
          record,
          Math.min(
            record.fields.reduce((sum, field) => sum + of(field.type), 0),
            mostBytes,
          ),
        );
    for (const [record, bytes] of least) known.set(record, bytes);
  }
  return known.get(type) ?? leastOf(type);
}

/** More than nothing is all that has to be known of records in records in records. */
const rounds = 4;

/** Longer than any message; what is in a record many times over must not become a number that is none. */
const mostBytes = 2 ** 31;

/** Of a record, before it was looked into. */
function leastOf(type: AvroType): number {
  switch (type.kind) {
    case "null":
    case "record":
      return 0;
    case "float":
      return 4;
    case "double":
      return 8;
    case "fixed":
      return type.size;
    case "boolean":
    case "int":
    case "long":
    case "bytes":
    case "string":
    case "enum":
    case "array":
    case "map":
    case "union":
      // It begins with a number or a length.
      return 1;
    default:
      return assertNever(type);
  }
}

/** Whether no value of a type takes a byte, so that there may be any number of them in a few. */
export function isWithoutBytes(type: AvroType): boolean {
  if (type.kind !== "record") return type.kind === "null" || (type.kind === "fixed" && type.size === 0);
  const records = recordsIn(type);
  const full = new Set<AvroType>();
  const isFull = (each: AvroType): boolean => (each.kind === "record" ? full.has(each) : !isWithoutBytes(each));
  for (let before = -1; before < full.size; ) {
    before = full.size;
    for (const record of records) if (record.fields.some((field) => isFull(field.type))) full.add(record);
  }
  return !full.has(type);
}

/** Records that hold another of themselves in every value, of all that a type leads to. */
export function endlessRecords<Source>(type: AvroType<Source>): readonly AvroRecord<Source>[] {
  const records = recordsIn(type);
  const ending = new Set<AvroType<Source>>();
  const ends = (each: AvroType<Source>): boolean => {
    if (each.kind === "union") return each.branches.length === 0 || each.branches.some(ends);
    return each.kind !== "record" || ending.has(each);
  };
  for (let before = -1; before < ending.size; ) {
    before = ending.size;
    for (const record of records) if (record.fields.every((field) => ends(field.type))) ending.add(record);
  }
  return records.filter((record) => !ending.has(record));
}

/** Each record that a type leads to, itself first. */
export function recordsIn<Source>(type: AvroType<Source>): readonly AvroRecord<Source>[] {
  const found = new Set<AvroRecord<Source>>();
  const open = [type];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "array") open.push(next.items);
    else if (next.kind === "map") open.push(next.values);
    else if (next.kind === "union") open.push(...next.branches);
    else if (next.kind === "record" && !found.has(next)) {
      found.add(next);
      open.push(...next.fields.map((field) => field.type).reverse());
    }
  }
  return [...found];
}
