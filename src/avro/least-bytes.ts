import { assertNever } from "./assert-never.ts";
import type { AvroRecord, AvroType } from "./schema.ts";

/** The fewest bytes that a value can take, never too many; what a count of items is held against. */
export function leastBytes(type: AvroType, open: ReadonlySet<AvroType> = new Set()): number {
  switch (type.kind) {
    case "null":
      return 0;
    case "float":
      return 4;
    case "double":
      return 8;
    case "fixed":
      return type.size;
    case "record": {
      if (open.has(type) || open.size >= deepest) return 0;
      const inside = new Set([...open, type]);
      return type.fields.reduce((sum, field) => sum + leastBytes(field.type, inside), 0);
    }
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

/** More than nothing is all that has to be known of records in records in records. */
const deepest = 4;

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
