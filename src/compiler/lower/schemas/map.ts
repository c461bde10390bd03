import { assertNever } from "../../ground/assert-never.ts";
import type { Schema, SchemaCheck } from "../../model/index.ts";

/** The same schema with every schema directly inside it replaced. */
export function mapInside(schema: Schema, change: (inner: Schema) => Schema): Schema {
  switch (schema.kind) {
    case "array":
      return { ...schema, items: change(schema.items), contains: schema.contains.map(change) };
    case "tuple":
      return { ...schema, items: schema.items.map(change), rest: change(schema.rest), contains: schema.contains.map(change) };
    case "object":
      return {
        ...schema,
        properties: schema.properties.map((property) => ({ ...property, schema: change(property.schema) })),
        additional: change(schema.additional),
        patternProperties: schema.patternProperties.map((entry) => ({ ...entry, schema: change(entry.schema) })),
        propertyNames: schema.propertyNames.map(change),
        dependencies: schema.dependencies.map((rule) => (rule.kind === "keys" ? rule : { ...rule, schema: change(rule.schema) })),
      };
    case "union":
    case "discriminated":
    case "allOf":
      return { ...schema, members: schema.members.map(change) };
    case "ifType":
      return { ...schema, types: Object.fromEntries(Object.entries(schema.types).map(([type, inner]) => [type, change(inner)])) };
    case "refined":
      return { ...schema, schema: change(schema.schema), checks: schema.checks.map((check) => mapCheck(check, change)) };
    case "string":
    case "number":
    case "boolean":
    case "reference":
    case "any":
    case "never":
    case "null":
    case "enum":
      return schema;
    default:
      return assertNever(schema);
  }
}

function mapCheck(check: SchemaCheck, change: (inner: Schema) => Schema): SchemaCheck {
  return check.kind === "if"
    ? { ...check, if: change(check.if), then: change(check.then), else: change(check.else) }
    : { ...check, schema: change(check.schema) };
}
