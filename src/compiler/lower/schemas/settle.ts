import type { JsonValue, ObjectSchema, Schema, SchemaCheck } from "../../model/index.ts";
import { canonical } from "./canonical.ts";
import { mapInside } from "./map.ts";
import { bareType, type Lookup, valueTypes } from "./value-types.ts";

/** What can be said better once every named schema is known: choices that never overlap, and assertions that a reference already makes. */
export function settle(schema: Schema, lookup: Lookup): Schema {
  const inner = mapInside(schema, (part) => settle(part, lookup));
  if (inner.kind === "refined") return withoutImplied(inner.schema, inner.checks, lookup);
  if (inner.kind !== "union") return inner;
  const property = discriminator(inner.members, lookup);
  if (property !== undefined) return { kind: "discriminated", property, members: inner.members };
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

/** A property that every member requires, with constants that no other member has. */
function discriminator(members: readonly Schema[], lookup: Lookup): string | undefined {
  const objects = members.map((member) => objectOf(member, lookup));
  const [first] = objects;
  if (first === undefined) return undefined;
  return first.properties
    .map((property) => property.key)
    .find((key) => {
      const values = objects.map((object) => constants(object, key, lookup));
      const all = values.flatMap((list) => list ?? []);
      return values.every((list) => list !== undefined) && new Set(all.map(canonical)).size === all.length;
    });
}

/** Only what is printed as a plain object of zod's can be chosen by a property. */
function objectOf(schema: Schema, lookup: Lookup): ObjectSchema | undefined {
  const target = schema.kind === "reference" ? lookup(schema.target) : schema;
  const object = target?.kind === "refined" ? target.schema : target;
  if (object?.kind !== "object" || object.patternProperties.length > 0 || object.required.length > 0) return undefined;
  return object.properties.some(({ key }) => key in Object.prototype) || object.properties.length === 0 ? undefined : object;
}

function constants(object: ObjectSchema | undefined, key: string, lookup: Lookup): readonly JsonValue[] | undefined {
  const property = object?.properties.find((candidate) => candidate.key === key);
  if (property?.required !== true) return undefined;
  const schema = property.schema.kind === "reference" ? lookup(property.schema.target) : property.schema;
  return schema?.kind === "enum" && schema.values.every((value) => typeof value !== "object" || value === null) ? schema.values : undefined;
}
