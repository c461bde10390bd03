import type { Schema, SchemaCheck } from "../../model/index.ts";
import { type DiscriminatorProblem, discriminated } from "./discriminated.ts";
import { mapInside } from "./map.ts";
import { withDescribedProperties } from "./required-elsewhere.ts";
import { isShape } from "./shape.ts";
import { bareType, type Lookup, valueTypes } from "./value-types.ts";

export interface SettleOptions {
  readonly lookup: Lookup;
  /** Told of a `discriminator` that does not decide as it should. */
  readonly report: DiscriminatorProblem;
}

/** What can be said better once every named schema is known: choices that never overlap, and what a reference says already. */
export function settle(schema: Schema, options: SettleOptions): Schema {
  const { lookup, report } = options;
  const inner = mapInside(schema, (part) => settle(part, options));
  if (inner.kind === "allOf") return { ...inner, members: withDescribedProperties(inner.members, lookup) };
  if (inner.kind === "refined") return withoutImplied(inner.schema, inner.checks, lookup);
  if (inner.kind !== "union") return inner;
  const told = discriminated(inner, lookup, report);
  if (told !== undefined) return told;
  return inner.mode === "one" && areDisjoint(inner.members, lookup) ? { ...inner, mode: "any" } : inner;
}

function withoutImplied(schema: Schema, checks: readonly SchemaCheck[], lookup: Lookup): Schema {
  const types = valueTypes(schema, lookup);
  const needed = checks.filter((check) => {
    const bare = check.kind === "matches" ? bareType(check.schema) : undefined;
    return bare === undefined || [...types].some((type) => type !== bare);
  });
  return refined(...withTellingParts(schema, needed, lookup));
}

function refined(schema: Schema, checks: readonly SchemaCheck[]): Schema {
  return checks.length === 0 ? schema : { kind: "refined", schema, checks };
}

/** A part that only requires properties which the others describe is a part of the type as well. */
function withTellingParts(schema: Schema, checks: readonly SchemaCheck[], lookup: Lookup): readonly [Schema, readonly SchemaCheck[]] {
  const parts = schema.kind === "allOf" ? schema.members : [schema];
  const objects = checks.flatMap((check) => (check.kind === "matches" && check.schema.kind === "object" ? [check] : []));
  const described = withDescribedProperties([...parts, ...objects.map((check) => check.schema)], lookup);
  const telling = described.slice(parts.length).filter(isShape);
  if (telling.length === 0) return [schema, checks];
  const moved = new Set<SchemaCheck>(objects.filter((_, index) => telling.includes(described[parts.length + index] ?? schema)));
  const rest = checks.filter((check) => !moved.has(check));
  return [{ kind: "allOf", members: [...described.slice(0, parts.length), ...telling] }, rest];
}

function areDisjoint(members: readonly Schema[], lookup: Lookup): boolean {
  const types = members.flatMap((member) => [...valueTypes(member, lookup)]);
  return new Set(types).size === types.length;
}
