import type { Property, Schema } from "../../model/index.ts";
import { canonical } from "./canonical.ts";
import { unionOf } from "./union.ts";
import type { Lookup } from "./value-types.ts";

/**
 * Parts that all hold: where one requires a property and another describes it, the first says what it is as well. A type made of the parts
 * would have it as optional otherwise.
 */
export function withDescribedProperties(parts: readonly Schema[], lookup: Lookup): readonly Schema[] {
  return parts.map((part) => {
    if (part.kind !== "object" || !part.properties.some(isOnlyRequired)) return part;
    const others = parts.filter((other) => other !== part);
    return { ...part, properties: part.properties.map((property) => described(property, others, lookup)) };
  });
}

function isOnlyRequired({ required, schema }: Property): boolean {
  return required && schema.kind === "any";
}

function described(property: Property, others: readonly Schema[], lookup: Lookup): Property {
  if (!isOnlyRequired(property)) return property;
  const schema = others
    .map((other) => propertyIn(other, property.key, lookup))
    .find((found) => found !== undefined && found.kind !== "any");
  return schema === undefined ? property : { ...property, schema };
}

/** What a schema says about a property of every value. */
function propertyIn(schema: Schema, key: string, lookup: Lookup, open: ReadonlySet<string> = new Set()): Schema | undefined {
  const inside = (inner: Schema): Schema | undefined => propertyIn(inner, key, lookup, open);
  if (schema.kind === "object") return schema.properties.find((property) => property.key === key)?.schema;
  if (schema.kind === "refined") return inside(schema.schema);
  if (schema.kind === "allOf") return schema.members.map(inside).find((found) => found !== undefined && found.kind !== "any");
  if (schema.kind === "union" || schema.kind === "discriminated") {
    const each = schema.members.map(inside);
    const found = each.filter((one) => one !== undefined);
    return found.length < each.length ? undefined : unionOf("any", distinct(found));
  }
  if (schema.kind !== "reference" || open.has(schema.target)) return undefined;
  const target = lookup(schema.target);
  return target === undefined ? undefined : propertyIn(target, key, lookup, new Set([...open, schema.target]));
}

function distinct(schemas: readonly Schema[]): readonly Schema[] {
  return [...new Map(schemas.map((schema) => [canonical(schema), schema])).values()];
}
