import { assertNever } from "../../ground/assert-never.ts";
import type { JsonType, Schema } from "../../model/index.ts";
import { allTypes, typeOfValue } from "./types.ts";

/** What a reference leads to, where that is known already. */
export type Lookup = (target: string) => Schema | undefined;

/** Types that a valid value can have, never too few. */
export function valueTypes(schema: Schema, lookup: Lookup, open: ReadonlySet<string> = new Set()): ReadonlySet<JsonType> {
  switch (schema.kind) {
    case "any":
      return everything;
    case "never":
      return new Set();
    case "null":
    case "boolean":
    case "string":
    case "number":
    case "object":
      return new Set([schema.kind]);
    case "array":
    case "tuple":
      return new Set(["array"]);
    case "enum":
      return new Set(schema.values.map(typeOfValue));
    case "union":
    case "discriminated":
      return new Set(schema.members.flatMap((member) => [...valueTypes(member, lookup, open)]));
    case "allOf": {
      const each = schema.members.map((member) => valueTypes(member, lookup, open));
      return new Set(allTypes.filter((type) => each.every((types) => types.has(type))));
    }
    case "ifType":
      return new Set(allTypes.filter((type) => schema.types[type]?.kind !== "never"));
    case "refined":
      return valueTypes(schema.schema, lookup, open);
    case "reference": {
      const target = open.has(schema.target) ? undefined : lookup(schema.target);
      return target === undefined ? everything : valueTypes(target, lookup, new Set([...open, schema.target]));
    }
    default:
      return assertNever(schema);
  }
}

/** `string`, `object` and the like with nothing more said. */
export function bareType(schema: Schema): JsonType | undefined {
  switch (schema.kind) {
    case "null":
    case "boolean":
      return schema.kind;
    case "string":
      return schema.patterns.length + schema.formats.length === 0 && [schema.minLength, schema.maxLength].every(isAbsent)
        ? "string"
        : undefined;
    case "number":
      return !schema.integer &&
        schema.multipleOf.length === 0 &&
        [schema.minimum, schema.maximum, schema.exclusiveMinimum, schema.exclusiveMaximum].every(isAbsent)
        ? "number"
        : undefined;
    case "array":
      return schema.items.kind === "any" &&
        !schema.uniqueItems &&
        schema.contains.length === 0 &&
        [schema.minItems, schema.maxItems].every(isAbsent)
        ? "array"
        : undefined;
    case "object": {
      const lists = [schema.properties, schema.required, schema.patternProperties, schema.propertyNames, schema.dependencies];
      return schema.additional.kind === "any" &&
        lists.every((list) => list.length === 0) &&
        [schema.minProperties, schema.maxProperties].every(isAbsent)
        ? "object"
        : undefined;
    }
    case "reference":
    case "any":
    case "never":
    case "enum":
    case "tuple":
    case "union":
    case "discriminated":
    case "allOf":
    case "ifType":
    case "refined":
      return undefined;
    default:
      return assertNever(schema);
  }
}

const isAbsent = (value: unknown): boolean => value === undefined;
const everything: ReadonlySet<JsonType> = new Set(allTypes);
