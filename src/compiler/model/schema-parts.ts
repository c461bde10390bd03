import { assertNever } from "../ground/assert-never.ts";
import type { Schema, SchemaCheck } from "./schema.ts";

/** The schemas directly inside a schema; references are not followed. */
export function schemasIn(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case "reference":
    case "any":
    case "never":
    case "null":
    case "boolean":
    case "string":
    case "number":
    case "enum":
      return [];
    case "array":
      return [schema.items, ...schema.contains];
    case "tuple":
      return [...schema.items, schema.rest, ...schema.contains];
    case "object":
      return [
        ...schema.properties.map((property) => property.schema),
        ...schema.patternProperties.map((entry) => entry.schema),
        schema.additional,
        ...schema.propertyNames,
        ...schema.dependencies.flatMap((dependency) => (dependency.kind === "schema" ? [dependency.schema] : [])),
      ];
    case "union":
    case "discriminated":
    case "allOf":
      return schema.members;
    case "ifType":
      return Object.values(schema.types);
    case "refined":
      return [schema.schema, ...schema.checks.flatMap(schemasOfCheck)];
    default:
      return assertNever(schema);
  }
}

function schemasOfCheck(check: SchemaCheck): readonly Schema[] {
  return check.kind === "if" ? [check.if, check.then, check.else] : [check.schema];
}

/** Ids of all named schemas that a schema refers to, not looking into those. */
export function referencesIn(schema: Schema): readonly string[] {
  const found = new Set<string>();
  const open = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "reference") found.add(next.target);
    else open.push(...schemasIn(next));
  }
  return [...found];
}
