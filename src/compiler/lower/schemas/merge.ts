import type { EnumSchema, IfTypeSchema, JsonType, NumberSchema, ObjectSchema, Property, Schema, StringSchema } from "../../model/index.ts";
import { canonical } from "./canonical.ts";
import { allTypes, typeOfValue } from "./types.ts";
import { bareType, valueTypes } from "./value-types.ts";

/** How two schemas of one property become one. */
type Conjoin = (a: Schema, b: Schema) => Schema;

/** One schema for two that both hold, where that reads better than the two; undefined where it would not, or would not be exact. */
export function merge(a: Schema, b: Schema, conjoin: Conjoin): Schema | undefined {
  if (a.kind === "string" && b.kind === "string") return mergeStrings(a, b);
  if (a.kind === "number" && b.kind === "number") return mergeNumbers(a, b);
  if (a.kind === "object" && b.kind === "object") return mergeObjects(a, b, conjoin);
  if (a.kind === "ifType" && b.kind === "ifType") return mergeByType(a, b, conjoin);
  if (a.kind === "ifType") return narrowed(b, a, conjoin);
  if (b.kind === "ifType") return narrowed(a, b, conjoin);
  if (a.kind === "enum") return mergeEnum(a, b);
  if (b.kind === "enum") return mergeEnum(b, a);
  const [typesOfA, typesOfB] = [valueTypes(a, nowhere), valueTypes(b, nowhere)];
  if ([...typesOfA].every((type) => !typesOfB.has(type))) return { kind: "never" };
  if (isImplied(a, typesOfB)) return b;
  if (isImplied(b, typesOfA)) return a;
  return undefined;
}

/** Assertions without a type beside a schema that has one type: only those of that type count. */
function narrowed(schema: Schema, { types }: IfTypeSchema, conjoin: Conjoin): Schema | undefined {
  const [type, ...others] = valueTypes(schema, nowhere);
  if (type === undefined || others.length > 0) return undefined;
  const more = types[type];
  if (more === undefined) return schema;
  return schema.kind === "enum" ? undefined : (merge(schema, more, conjoin) ?? undefined);
}

function mergeByType(a: IfTypeSchema, b: IfTypeSchema, conjoin: Conjoin): Schema {
  const types = { ...a.types };
  for (const type of allTypes) {
    const [one, other] = [a.types[type], b.types[type]];
    if (other !== undefined) types[type] = one === undefined ? other : conjoin(one, other);
  }
  return { kind: "ifType", types };
}

/** A bare type beside something that has no other type. */
function isImplied(schema: Schema, types: ReadonlySet<JsonType>): boolean {
  const bare = bareType(schema);
  return bare !== undefined && [...types].every((type) => type === bare);
}

const nowhere = (): undefined => undefined;

/** `type: string` beside an `enum` of strings says nothing new. */
function mergeEnum(values: EnumSchema, other: Schema): Schema | undefined {
  const keep = (allowed: EnumSchema["values"]): Schema => (allowed.length === 0 ? { kind: "never" } : { kind: "enum", values: allowed });
  if (other.kind === "enum") {
    const known = new Set(other.values.map(canonical));
    return keep(values.values.filter((value) => known.has(canonical(value))));
  }
  if (!isBareChoice(other)) return undefined;
  const types = valueTypes(other, nowhere);
  const integer = other.kind === "number" && other.integer;
  return keep(values.values.filter((value) => types.has(typeOfValue(value)) && (!integer || Number.isInteger(value))));
}

function isBareChoice(schema: Schema): boolean {
  if (schema.kind === "union") return schema.mode === "any" && schema.members.every((member) => bareType(member) !== undefined);
  return bareType(schema.kind === "number" ? { ...schema, integer: false } : schema) !== undefined;
}

function mergeStrings(a: StringSchema, b: StringSchema): StringSchema {
  return {
    kind: "string",
    patterns: [...a.patterns, ...b.patterns],
    formats: [...new Set([...a.formats, ...b.formats])],
    ...(a.otherFormats === undefined && b.otherFormats === undefined
      ? {}
      : { otherFormats: [...new Set([...(a.otherFormats ?? []), ...(b.otherFormats ?? [])])] }),
    ...most("minLength", a.minLength, b.minLength),
    ...least("maxLength", a.maxLength, b.maxLength),
  };
}

function mergeNumbers(a: NumberSchema, b: NumberSchema): NumberSchema {
  return {
    kind: "number",
    integer: a.integer || b.integer,
    multipleOf: [...new Set([...a.multipleOf, ...b.multipleOf])],
    ...most("minimum", a.minimum, b.minimum),
    ...least("maximum", a.maximum, b.maximum),
    ...most("exclusiveMinimum", a.exclusiveMinimum, b.exclusiveMinimum),
    ...least("exclusiveMaximum", a.exclusiveMaximum, b.exclusiveMaximum),
  };
}

/** Objects that leave each other's keys alone. */
function mergeObjects(a: ObjectSchema, b: ObjectSchema, conjoin: Conjoin): ObjectSchema | undefined {
  if (a.additional.kind !== "any" || b.additional.kind !== "any") return undefined;
  if ([a, b].some((object) => object.required.length > 0 || object.patternProperties.length > 0)) return undefined;
  const properties = new Map<string, Property>(a.properties.map((property) => [property.key, property]));
  for (const property of b.properties) {
    const known = properties.get(property.key);
    properties.set(
      property.key,
      known === undefined
        ? property
        : { ...known, ...property, schema: conjoin(known.schema, property.schema), required: known.required || property.required },
    );
  }
  return {
    kind: "object",
    properties: [...properties.values()],
    required: [],
    additional: { kind: "any" },
    explicitlyOpen: a.explicitlyOpen || b.explicitlyOpen,
    patternProperties: [],
    propertyNames: [...a.propertyNames, ...b.propertyNames],
    dependencies: [...a.dependencies, ...b.dependencies],
    ...most("minProperties", a.minProperties, b.minProperties),
    ...least("maxProperties", a.maxProperties, b.maxProperties),
  };
}

function most<Key extends string>(key: Key, a: number | undefined, b: number | undefined): { readonly [key in Key]?: number } {
  return a === undefined && b === undefined
    ? {}
    : ({ [key]: Math.max(a ?? Number.NEGATIVE_INFINITY, b ?? Number.NEGATIVE_INFINITY) } as { readonly [key in Key]?: number });
}

function least<Key extends string>(key: Key, a: number | undefined, b: number | undefined): { readonly [key in Key]?: number } {
  return a === undefined && b === undefined
    ? {}
    : ({ [key]: Math.min(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY) } as { readonly [key in Key]?: number });
}
