import { assertNever } from "../../ground/assert-never.ts";
import type { Schema } from "../../model/index.ts";

/** Whether a reader would give it a name of its own: objects with properties, choices, combinations; not texts, numbers and lists of those. */
export function deservesName(schema: Schema): boolean {
  switch (schema.kind) {
    case "object":
      return schema.properties.length > 0;
    case "enum":
      return schema.values.length > 1;
    case "union":
      return schema.members.filter((member) => member.kind !== "null").length > 1
        ? schema.members.some(isLarge)
        : schema.members.some(deservesName);
    case "discriminated":
    case "allOf":
      return true;
    case "refined":
      return deservesName(schema.schema);
    case "ifType":
      return Object.values(schema.types).some(deservesName);
    case "string":
    case "number":
    case "boolean":
    case "reference":
    case "any":
    case "never":
    case "null":
    case "array":
    case "tuple":
      return false;
    default:
      return assertNever(schema);
  }
}

/** Unions of plain types stay where they are. */
function isLarge(schema: Schema): boolean {
  return schema.kind === "reference" || deservesName(schema);
}
