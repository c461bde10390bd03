import { assertNever } from "../../ground/assert-never.ts";
import type { JsonType, Schema } from "../../model/index.ts";
import type { Declarations } from "./declarations.ts";

/** A schema in a few words. */
export function describe(schema: Schema, declarations: Declarations): string {
  switch (schema.kind) {
    case "reference":
      return declarations.get(schema.target)?.name ?? "unknown";
    case "any":
      return "anything";
    case "never":
      return "nothing";
    case "null":
    case "boolean":
    case "string":
    case "object":
      return schema.kind;
    case "number":
      return schema.integer ? "integer" : "number";
    case "enum":
      return schema.values.length > 4
        ? `one of ${schema.values.length} values`
        : schema.values.map((value) => JSON.stringify(value)).join(" or ");
    case "array":
      return `array of ${describe(schema.items, declarations)}`;
    case "tuple":
      return `tuple of ${schema.items.length}`;
    case "union":
    case "discriminated":
      return schema.members.map((member) => describe(member, declarations)).join(" or ");
    case "allOf":
      return schema.members.map((member) => describe(member, declarations)).join(" and ");
    case "ifType":
      return "a value without a type";
    case "refined":
      return describe(schema.schema, declarations);
    default:
      return assertNever(schema);
  }
}

/** The JSON type of all values of a schema, where they have one. */
export function jsonTypeOf(schema: Schema): JsonType | undefined {
  switch (schema.kind) {
    case "null":
    case "boolean":
    case "string":
    case "number":
    case "object":
    case "array":
      return schema.kind;
    case "tuple":
      return "array";
    case "enum": {
      const [first, ...others] = schema.values.map(typeOfValue);
      return first !== undefined && others.every((type) => type === first) ? first : undefined;
    }
    case "refined":
      return jsonTypeOf(schema.schema);
    case "reference":
    case "any":
    case "never":
    case "union":
    case "discriminated":
    case "allOf":
    case "ifType":
      return undefined;
    default:
      return assertNever(schema);
  }
}

function typeOfValue(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "boolean" || type === "number" || type === "string" ? type : "object";
}
