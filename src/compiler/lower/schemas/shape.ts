import { assertNever } from "../../ground/assert-never.ts";
import type { Schema } from "../../model/index.ts";

/** Whether a schema tells more about the type than that a value is an object or a list: what `&` is worth writing for. */
export function isShape(schema: Schema): boolean {
  switch (schema.kind) {
    case "any":
    case "ifType":
      return false;
    case "object":
      return schema.properties.some((property) => property.schema.kind !== "any");
    case "refined":
      return isShape(schema.schema);
    case "union":
    case "discriminated":
      return schema.members.every(isShape);
    case "allOf":
      return schema.members.some(isShape);
    case "string":
    case "number":
    case "boolean":
    case "reference":
    case "never":
    case "null":
    case "enum":
    case "array":
    case "tuple":
      return true;
    default:
      return assertNever(schema);
  }
}

/** Texts, numbers and the like without constants: a second one adds nothing to the type. */
export function isPlain(schema: Schema): boolean {
  switch (schema.kind) {
    case "string":
    case "number":
    case "boolean":
    case "null":
      return true;
    case "refined":
      return isPlain(schema.schema);
    case "union":
      return schema.members.every(isPlain);
    case "object":
    case "reference":
    case "any":
    case "never":
    case "enum":
    case "array":
    case "tuple":
    case "discriminated":
    case "allOf":
    case "ifType":
      return false;
    default:
      return assertNever(schema);
  }
}
