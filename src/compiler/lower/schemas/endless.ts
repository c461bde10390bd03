import { assertNever } from "../../ground/assert-never.ts";
import { cyclesIn, type Schema } from "../../model/index.ts";

/** Groups of named schemas that ask for themselves before any part of a value is looked at; validating one would never end. */
export function findEndless(schemas: ReadonlyMap<string, Schema>): readonly (readonly string[])[] {
  const edges = new Map([...schemas].map(([id, schema]) => [id, inPlace(schema)]));
  return cyclesIn(edges).map((ids) => [...ids].sort());
}

/** References that are checked against the very same value. */
export function inPlace(schema: Schema): readonly string[] {
  switch (schema.kind) {
    case "reference":
      return [schema.target];
    case "union":
    case "discriminated":
    case "allOf":
      return schema.members.flatMap(inPlace);
    case "ifType":
      return Object.values(schema.types).flatMap(inPlace);
    case "refined":
      return [
        ...inPlace(schema.schema),
        ...schema.checks.flatMap((check) => (check.kind === "if" ? [check.if, check.then, check.else] : [check.schema]).flatMap(inPlace)),
      ];
    case "object":
      return schema.dependencies.flatMap((rule) => (rule.kind === "schema" ? inPlace(rule.schema) : []));
    case "string":
    case "number":
    case "boolean":
    case "any":
    case "never":
    case "null":
    case "enum":
    case "array":
    case "tuple":
      return [];
    default:
      return assertNever(schema);
  }
}
