import type { DocumentNode } from "../../document/node.ts";
import { type Dialect, report, type SchemaContext } from "./context.ts";
import { isKnownWord, misspelt } from "./known-words.ts";

/** Words that assert something in another draft or dialect, and nothing in this one: a reader would think they are checked. */
const newer: Readonly<Record<string, string>> = {
  prefixItems: "Write `items` as a list.",
  unevaluatedProperties: "Use `additionalProperties`.",
  unevaluatedItems: "Use `additionalItems`.",
  dependentRequired: "Use `dependencies`.",
  dependentSchemas: "Use `dependencies`.",
  minContains: "Only `contains` is checked.",
  maxContains: "Only `contains` is checked.",
  $dynamicRef: "Use `$ref`.",
  $recursiveRef: "Use `$ref`.",
};
const onlyOpenapi: Readonly<Record<string, string>> = { nullable: "Add `null` to the types: `type: [string, 'null']`." };
const onlyJsonSchema: Readonly<Record<string, string>> = Object.fromEntries(
  ["const", "contains", "patternProperties", "propertyNames", "if", "dependencies", "additionalItems"].map((keyword) => [
    keyword,
    "OpenAPI 3.0 does not have it; describe the schema in AsyncAPI's own format.",
  ]),
);

const foreignToOpenapi: ReadonlyMap<string, string> = new Map(Object.entries({ ...newer, ...onlyJsonSchema }));
const foreignToJsonSchema: ReadonlyMap<string, string> = new Map(Object.entries({ ...newer, ...onlyOpenapi }));

/** What of draft 2020-12 is not read. */
const unread: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...onlyOpenapi,
    ...Object.fromEntries(["minContains", "maxContains", "$dynamicRef", "$recursiveRef"].map((word) => [word, newer[word] ?? ""])),
  }),
);

const foreignTo: Readonly<Record<Dialect, ReadonlyMap<string, string>>> = {
  asyncapi: foreignToJsonSchema,
  openapi: foreignToOpenapi,
  "2020-12": unread,
};

/** Says what stands in a schema without effect. */
export function reportIgnored(node: DocumentNode, context: SchemaContext): void {
  if (node.reference !== undefined && context.dialect !== "2020-12") {
    const beside = node
      .entries()
      .map(([key]) => key)
      .filter((key) => asserting.has(key));
    if (beside.length > 0) report(context, "schema-beside-reference", { keywords: beside.map((key) => `\`${key}\``).join(", ") }, node);
    return;
  }
  const foreign = foreignTo[context.dialect];
  for (const [keyword, value] of node.entries()) {
    const instead = foreign.get(keyword);
    if (keyword === "minContains" && value.value === 0) continue;
    if (instead !== undefined) report(context, "schema-unknown-keyword", { keyword, instead }, value, "key");
    else if (isMisplaced(keyword, value, node)) report(context, "schema-misplaced-property", { property: keyword }, value, "key");
    else {
      const suggestion = misspelt(keyword);
      if (suggestion !== undefined) report(context, "schema-misspelt-keyword", { keyword, suggestion }, value, "key");
    }
  }
}

/** A schema by the name of a required property, beside the keywords. */
function isMisplaced(keyword: string, value: DocumentNode, node: DocumentNode): boolean {
  const target = value.resolve();
  if (isKnownWord(keyword) || target.kind !== "object") return false;
  const required = node.get("required");
  const isRequired = required?.kind === "array" && required.items().some((name) => name.value === keyword);
  const properties = node.get("properties");
  const isDescribed = properties?.kind === "object" && properties.get(keyword) !== undefined;
  return isRequired && !isDescribed;
}

export function isAsserting(keyword: string): boolean {
  return asserting.has(keyword);
}

const asserting: ReadonlySet<string> = new Set(
  "type enum const minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf items additionalItems minItems maxItems uniqueItems contains properties required additionalProperties patternProperties propertyNames minProperties maxProperties dependencies allOf anyOf oneOf not if then else".split(
    " ",
  ),
);
