import type { Schema, SchemaCheck } from "../../model/index.ts";
import { canonical } from "./canonical.ts";
import { merge } from "./merge.ts";
import { isPlain, isShape } from "./shape.ts";

/**
 * Everything that holds at once, in one schema. Parts that a careful reader would write as one become one (`merge`);
 * parts that say nothing new about the type become checks on those that do.
 */
export function conjoin(parts: readonly Schema[], checks: readonly SchemaCheck[]): Schema {
  const [only] = parts;
  // Most schemas have one part.
  if (only !== undefined && parts.length === 1 && checks.length === 0 && only.kind !== "allOf" && only.kind !== "refined") return only;
  const { schemas, conditions } = flatten(parts);
  const remaining = [...conditions, ...checks].filter((check) => !isEmpty(check));
  const merged = mergeAll(schemas.filter((schema) => schema.kind !== "any"));
  if (merged.some((schema) => schema.kind === "never") || remaining.some(isContradiction)) return { kind: "never" };
  const typed = typedParts(merged);
  const extra = merged.filter((schema) => !typed.includes(schema)).map((schema): SchemaCheck => ({ kind: "matches", schema }));
  const [first] = typed;
  const base: Schema = typed.length > 1 ? { kind: "allOf", members: typed } : (first ?? { kind: "any" });
  const all = [...extra, ...remaining];
  return all.length === 0 ? base : { kind: "refined", schema: base, checks: all };
}

/** The parts that make up the type: all that tell something about it, of plain types the first alone; at least one. */
function typedParts(schemas: readonly Schema[]): readonly Schema[] {
  const shapes = schemas.filter(isShape);
  const plain = shapes.filter(isPlain);
  const typed = shapes.filter((schema) => !plain.includes(schema) || schema === plain[0]);
  return typed.length > 0 ? typed : schemas.slice(0, 1);
}

function flatten(parts: readonly Schema[]): { readonly schemas: readonly Schema[]; readonly conditions: readonly SchemaCheck[] } {
  const conditions: SchemaCheck[] = [];
  const schemas = parts.flatMap((part): readonly Schema[] => {
    if (part.kind === "allOf") return part.members;
    if (part.kind !== "refined") return [part];
    conditions.push(...part.checks);
    return part.schema.kind === "allOf" ? part.schema.members : [part.schema];
  });
  return { schemas, conditions };
}

function mergeAll(schemas: readonly Schema[]): readonly Schema[] {
  const result: Schema[] = [];
  for (const schema of schemas) if (!mergeInto(result, schema)) result.push(schema);
  return result;
}

function mergeInto(result: Schema[], schema: Schema): boolean {
  for (const [index, known] of result.entries()) {
    const merged = canonical(known) === canonical(schema) ? known : merge(known, schema, (a, b) => conjoin([a, b], []));
    if (merged === undefined) continue;
    result[index] = merged;
    return true;
  }
  return false;
}

/** `not: false`, and conditions without consequence. */
function isEmpty(check: SchemaCheck): boolean {
  if (check.kind === "if") return check.then.kind === "any" && check.else.kind === "any";
  return check.kind === "not" ? check.schema.kind === "never" : check.schema.kind === "any";
}

function isContradiction(check: SchemaCheck): boolean {
  if (check.kind === "if") return false;
  return check.kind === "not" ? check.schema.kind === "any" : check.schema.kind === "never";
}
