import type { Schema, SchemaCheck } from "../../model/index.ts";
import { discriminated } from "./discriminated.ts";
import { mapInside } from "./map.ts";
import { bareType, type Lookup, valueTypes } from "./value-types.ts";

/** What can be said better once every named schema is known: choices that never overlap, and assertions that a reference already makes. */
export function settle(schema: Schema, lookup: Lookup): Schema {
  const inner = mapInside(schema, (part) => settle(part, lookup));
  if (inner.kind === "refined") return withoutImplied(inner.schema, inner.checks, lookup);
  if (inner.kind !== "union") return inner;
  const told = discriminated(inner, lookup);
  if (told !== undefined) return told;
  return inner.mode === "one" && areDisjoint(inner.members, lookup) ? { ...inner, mode: "any" } : inner;
}

function withoutImplied(schema: Schema, checks: readonly SchemaCheck[], lookup: Lookup): Schema {
  const types = valueTypes(schema, lookup);
  const needed = checks.filter((check) => {
    const bare = check.kind === "matches" ? bareType(check.schema) : undefined;
    return bare === undefined || [...types].some((type) => type !== bare);
  });
  return needed.length === 0 ? schema : { kind: "refined", schema, checks: needed };
}

function areDisjoint(members: readonly Schema[], lookup: Lookup): boolean {
  const types = members.flatMap((member) => [...valueTypes(member, lookup)]);
  return new Set(types).size === types.length;
}
