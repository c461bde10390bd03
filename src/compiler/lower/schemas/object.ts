import type { DocumentNode } from "../../document/node.ts";
import type { Dependency, ObjectSchema, Property, Schema } from "../../model/index.ts";
import { propertyOf } from "../reading/schema-nodes.ts";
import { isFilledIn } from "./avro/noted-node.ts";
import { besideAt, nameless, nested, report, type SchemaContext } from "./context.ts";
import { countAt, entriesAt, textsOf } from "./keywords.ts";
import { lowerPattern } from "./pattern.ts";

export const objectKeywords = [
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "dependencies",
] as const;
/** Of draft 2020-12 only. */
export const newerObjectKeywords = ["dependentRequired", "dependentSchemas", "unevaluatedProperties"] as const;

/** https://json-schema.org/draft-07/json-schema-validation#rfc.section.6.5 */
export function lowerObject(node: DocumentNode, context: SchemaContext): ObjectSchema {
  const required = requiredKeys(node, context);
  const written = entriesAt(node, "properties", context);
  const patternProperties = context.dialect === "openapi" ? [] : patterns(node, context);
  const additionalNode = node.get("additionalProperties");
  const additional: Schema =
    additionalNode === undefined ? { kind: "any" } : context.session.part(additionalNode, nested(context, "value"));
  const properties = written.map(([key, property]) => lowerProperty(key, property, required.has(key), context));
  const rest = [...required].filter((key) => !written.some(([known]) => known === key));
  // A required key without a property is like one whose schema is that of the other keys, unless a pattern speaks of it too.
  const implied = patternProperties.length === 0 ? rest.map((key): Property => ({ key, schema: additional, required: true })) : [];
  const minProperties = countAt(node, "minProperties", context);
  const maxProperties = countAt(node, "maxProperties", context);
  const names = context.dialect === "openapi" ? undefined : node.get("propertyNames");
  return {
    kind: "object",
    properties: [...properties, ...implied],
    required: patternProperties.length === 0 ? [] : rest,
    additional,
    explicitlyOpen: additionalNode?.value === true,
    patternProperties,
    propertyNames: names === undefined ? [] : [context.session.lower(names, { ...nameless(context), known: new Set(["string"]) })],
    dependencies:
      context.dialect === "openapi" ? [] : dependencyKeywords(context).flatMap((keyword) => dependencies(node, keyword, context)),
    ...(minProperties === undefined ? {} : { minProperties }),
    ...(maxProperties === undefined ? {} : { maxProperties }),
  };
}

function lowerProperty(key: string, node: DocumentNode, required: boolean, context: SchemaContext): Property {
  if (key === "__proto__") report(context, "schema-proto", { keyword: "properties" }, node, "key");
  const notes = node.kind === "object" ? node : undefined;
  const description = notes?.get("description")?.value ?? notes?.get("title")?.value;
  return {
    key,
    schema: context.session.part(node, { ...nested(context, key), beside: besideAt(context, (part) => propertyOf(part, key)) }),
    required,
    ...(typeof description === "string" ? { description } : {}),
    ...(notes?.get("deprecated")?.value === true ? { deprecated: true } : {}),
    ...(notes?.get("readOnly")?.value === true ? { readOnly: true } : {}),
    ...(isFilledIn(node) ? { isFilledIn: true } : {}),
  };
}

function requiredKeys(node: DocumentNode, context: SchemaContext): ReadonlySet<string> {
  const found = node.get("required");
  const keys = new Set(found === undefined ? [] : textsOf(found, "required", context));
  if (found !== undefined && keys.has("__proto__")) report(context, "schema-proto", { keyword: "required" }, found);
  return keys;
}

function patterns(node: DocumentNode, context: SchemaContext): ObjectSchema["patternProperties"] {
  return entriesAt(node, "patternProperties", context).flatMap(([source, value]) => {
    const pattern = lowerPattern(source, value, context, "key");
    return pattern === undefined ? [] : [{ pattern, schema: context.session.lower(value, nameless(context)) }];
  });
}

/** Draft 2020-12 has two words for what was one. */
function dependencyKeywords({ dialect }: SchemaContext): readonly string[] {
  return dialect === "2020-12" ? ["dependencies", "dependentRequired", "dependentSchemas"] : ["dependencies"];
}

/** The value is an object wherever a dependency is looked at, so its schemas need not say so. */
function dependencies(node: DocumentNode, keyword: string, context: SchemaContext): readonly Dependency[] {
  return entriesAt(node, keyword, context).map(([key, value]): Dependency => {
    if (key === "__proto__") report(context, "schema-proto", { keyword }, value, "key");
    if (value.kind === "array") return { kind: "keys", key, keys: textsOf(value, keyword, context) };
    const inner = { ...nameless(context), known: new Set(["object"] as const), beside: context.beside };
    return { kind: "schema", key, schema: context.session.lower(value, inner) };
  });
}
