import type { EnumSchema, Schema } from "../../model/index.ts";
import { alternativesOf, compareAlternatives } from "./alternatives.ts";
import { describe, jsonTypeOf } from "./describe.ts";
import { compareArrayAssertions, compareNumbers, compareStrings } from "./limits.ts";
import { compareObjects } from "./objects.ts";
import { below, resolveReference, type Spot, type Walk } from "./walk.ts";

/** Reports every difference between two schemas. Recursive schemas end, because a pair of named schemas is compared once. */
export function compareSchemas(before: Schema, after: Schema, spot: Spot, context: Omit<Walk, "compare">): void {
  const seen = new Set<string>();
  const walk: Walk = {
    ...context,
    compare: (a, b, at) => {
      const old = resolveReference(a, context.before, at.before);
      const now = resolveReference(b, context.after, at.after);
      if (a.kind === "reference" || b.kind === "reference") {
        const pair = `${old.place}\0${now.place}`;
        if (seen.has(pair)) return;
        seen.add(pair);
        compareWords(a, b, at, context);
      }
      compareResolved(old.schema, now.schema, { path: at.path, before: old.place, after: now.place }, walk);
    },
  };
  walk.compare(before, after, spot);
}

/** What two named schemas say about themselves. */
function compareWords(a: Schema, b: Schema, spot: Spot, { before, after, report }: Omit<Walk, "compare">): void {
  const old = a.kind === "reference" ? before.get(a.target) : undefined;
  const now = b.kind === "reference" ? after.get(b.target) : undefined;
  if (old === undefined || now === undefined) return;
  const places = { path: spot.path, before: old.id, after: now.id };
  if (old.name !== now.name) report("type-renamed", { what: "its type", before: old.name, after: now.name }, places);
  if (old.description !== now.description) report("description-changed", { name: `\`${now.name}\`` }, places);
  if ((old.deprecated ?? false) !== (now.deprecated ?? false))
    report(now.deprecated === true ? "deprecated" : "no-longer-deprecated", { name: `\`${now.name}\`` }, places);
}

function compareResolved(before: Schema, after: Schema, spot: Spot, walk: Walk): void {
  if (before.kind === "refined" || after.kind === "refined") {
    const checks = (schema: Schema): unknown => (schema.kind === "refined" ? schema.checks : []);
    if (walk.fingerprint(checks(before), "before") !== walk.fingerprint(checks(after), "after"))
      walk.report("constraint-changed", { name: "a condition" }, spot);
    walk.compare(before.kind === "refined" ? before.schema : before, after.kind === "refined" ? after.schema : after, spot);
  } else if (alternativesOf(before) !== undefined || alternativesOf(after) !== undefined) {
    compareAlternatives(alternativesOf(before) ?? [before], alternativesOf(after) ?? [after], spot, walk);
  } else if (before.kind === "string" && after.kind === "string") compareStrings(before, after, spot, walk);
  else if (before.kind === "number" && after.kind === "number") compareNumbers(before, after, spot, walk);
  else if (before.kind === "enum" && after.kind === "enum") compareValues(before, after, spot, walk);
  else if (before.kind === "object" && after.kind === "object") compareObjects(before, after, spot, walk);
  else if (before.kind === "array" && after.kind === "array") {
    compareArrayAssertions(before, after, spot, walk);
    walk.compare(before.items, after.items, below(spot, "[]", "items"));
  } else if (before.kind === "tuple" && after.kind === "tuple" && before.items.length === after.items.length) {
    compareArrayAssertions(before, after, spot, walk);
    for (const [index, item] of before.items.entries())
      walk.compare(item, after.items[index] ?? { kind: "any" }, below(spot, String(index), `items/${index}`));
    walk.compare(before.rest, after.rest, below(spot, "[]", "additionalItems"));
  } else if (before.kind === "allOf" && after.kind === "allOf" && before.members.length === after.members.length) {
    for (const [index, member] of before.members.entries()) walk.compare(member, after.members[index] ?? { kind: "any" }, spot);
  } else if (walk.fingerprint(before, "before") !== walk.fingerprint(after, "after")) compareTypes(before, after, spot, walk);
}

function compareValues(before: EnumSchema, after: EnumSchema, spot: Spot, walk: Walk): void {
  const print = (schema: EnumSchema): readonly string[] => schema.values.map((value) => JSON.stringify(value));
  const old = new Set(print(before));
  const now = new Set(print(after));
  for (const value of now) if (!old.has(value)) walk.report("value-added", { name: `\`${value}\`` }, spot);
  for (const value of old) if (!now.has(value)) walk.report("value-removed", { name: `\`${value}\`` }, spot);
}

/** Two kinds: one may contain the other. */
function compareTypes(before: Schema, after: Schema, spot: Spot, walk: Walk): void {
  const values = { what: "it", before: describe(before, walk.before), after: describe(after, walk.after) };
  const widens = after.kind === "any" || before.kind === "never" || isListOf(before, after);
  const narrows = before.kind === "any" || after.kind === "never" || isListOf(after, before);
  walk.report(widens ? "type-widened" : narrows ? "type-narrowed" : "type-changed", values, spot);
}

/** Some values of a type against the whole of it. */
function isListOf(list: Schema, whole: Schema): boolean {
  if (list.kind !== "enum" || jsonTypeOf(list) !== jsonTypeOf(whole)) return false;
  if (whole.kind === "boolean" || whole.kind === "null") return true;
  if (whole.kind === "number") return !whole.integer || list.values.every(Number.isInteger);
  return (
    whole.kind === "string" &&
    whole.patterns.length + whole.formats.length === 0 &&
    whole.minLength === undefined &&
    whole.maxLength === undefined
  );
}
