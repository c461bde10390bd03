import type { DocumentNode } from "../../document/node.ts";
import type { JsonType, Schema, SchemaCheck } from "../../model/index.ts";
import { arrayKeywords, lowerArray, newerArrayKeywords } from "./array.ts";
import { conjoin } from "./conjunction.ts";
import { nameless, report, type SchemaContext } from "./context.ts";
import { deservesName } from "./deserves-name.ts";
import { discriminatorOf } from "./discriminator.ts";
import { isAsserting, reportIgnored } from "./ignored-keywords.ts";
import { impliedTypes, jsonTypesOf } from "./implied-types.ts";
import { itemsAt, shown } from "./keywords.ts";
import { lowerNumber, numberKeywords } from "./number.ts";
import { lowerObject, newerObjectKeywords, objectKeywords } from "./object.ts";
import { formatAt, lowerString, stringKeywords } from "./string.ts";
import { reportRole } from "./target-role.ts";
import { allTypes, type Types, typesOf } from "./types.ts";
import { unevaluatedProperties } from "./unevaluated.ts";
import { unionOf } from "./union.ts";
import { lowerValues } from "./values.ts";

/** A property, item or the like: what a reader would give a name gets one, from the path that leads to it. */
export function lowerPart(node: DocumentNode, context: SchemaContext): Schema {
  const schema = lowerSchema(node, context);
  return context.naming !== undefined && node.reference === undefined && deservesName(schema)
    ? context.session.declare(node, context.naming, schema)
    : schema;
}

/** A schema as it stands in the document, boolean, reference or object. https://json-schema.org/draft-07/json-schema-core#rfc.section.4.3 */
export function lowerSchema(node: DocumentNode, context: SchemaContext): Schema {
  if (node.kind === "boolean") return { kind: node.value === true ? "any" : "never" };
  if (node.reference !== undefined && !isOneOfSeveral(node, context)) {
    reportIgnored(node, context);
    reportRole(node, context);
    return context.session.reference(node.resolve(), context.dialect, "whole");
  }
  if (node.kind === "object") return lowerAssertions(node, context);
  report(
    context,
    "schema-not-a-schema",
    { found: shown(node), isReference: /\/(?:properties|patternProperties|definitions)\/\$ref$/.test(node.pointer) },
    node,
  );
  return { kind: "never" };
}

/** In draft 2020-12 what stands beside a reference holds as well. */
export function isOneOfSeveral(node: DocumentNode, { dialect }: Pick<SchemaContext, "dialect">): boolean {
  return dialect === "2020-12" && node.entries().some(([keyword]) => keyword === "unevaluatedProperties" || isAsserting(keyword));
}

/** Of `allOf`. */
function lowerMember(node: DocumentNode, context: SchemaContext): Schema {
  if (node.reference === undefined || isOneOfSeveral(node, context)) return lowerSchema(node, context);
  reportIgnored(node, context);
  reportRole(node, context);
  return context.session.reference(node.resolve(), context.dialect, "part");
}

function lowerAssertions(node: DocumentNode, context: SchemaContext): Schema {
  reportIgnored(node, context);
  const written = typesOf(node, context);
  const known = bothKnown(typesHere(written, context), impliedTypes(node));
  const beside = (): readonly DocumentNode[] => [...context.beside(), node];
  const inner: SchemaContext = { ...context, known, beside };
  const branch: SchemaContext = { ...nameless(context), known, beside };
  const base = lowerTypes(node, written, inner);
  const values = lowerValues(node, known, context);
  const parts: Schema[] = [values, base].flatMap((part) => (part === undefined ? [] : [part]));
  if (node.reference !== undefined) parts.push(context.session.reference(node.resolve(), context.dialect, "part"));
  const evaluated = unevaluatedProperties(node, context);
  if (evaluated !== undefined)
    parts.push(known?.size === 1 && known.has("object") ? evaluated : { kind: "ifType", types: { object: evaluated } });
  parts.push(...itemsAt(node, "allOf", context).map((member) => lowerMember(member, inner)));
  for (const [keyword, mode] of choices) {
    if (node.get(keyword) === undefined) continue;
    const members = itemsAt(node, keyword, context);
    const lowered = members.map((member) => lowerSchema(member, branch));
    parts.push(unionOf(mode, lowered, discriminatorOf(node, members, context)));
  }
  const schema = conjoin(parts, checks(node, branch));
  if (schema.kind === "never" && isSurprising(node, parts, [base, values], written)) {
    report(context, "schema-impossible", { reason: "the parts of the schema contradict each other" }, node);
  }
  return schema;
}

/** What is impossible in itself was reported there, or is a `false` or a `not` on purpose. */
function isSurprising(
  node: DocumentNode,
  parts: readonly Schema[],
  own: readonly (Schema | undefined)[],
  written: Types | undefined,
): boolean {
  if (node.get("not") !== undefined || written?.types.length === 0) return false;
  return parts.every((part) => part.kind !== "never" || own.includes(part));
}

const choices = [
  ["anyOf", "any"],
  ["oneOf", "one"],
] as const;

function typesHere(written: Types | undefined, { known }: SchemaContext): ReadonlySet<JsonType> | undefined {
  if (written === undefined) return known;
  return new Set(written.types.filter((type) => known === undefined || known.has(type)));
}

/** Parts that exclude each other are told of as they are put together. */
function bothKnown(a: ReadonlySet<JsonType> | undefined, b: ReadonlySet<JsonType> | undefined): ReadonlySet<JsonType> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const common = [...a].filter((type) => b.has(type));
  return common.length === 0 ? a : new Set(common);
}

function checks(node: DocumentNode, context: SchemaContext): readonly SchemaCheck[] {
  const found: SchemaCheck[] = [];
  const not = node.get("not");
  if (not !== undefined) found.push({ kind: "not", schema: lowerSchema(not, context) });
  const condition = context.dialect === "openapi" ? undefined : node.get("if");
  if (condition === undefined) return found;
  const branch = (keyword: string): Schema => {
    const schema = node.get(keyword);
    return schema === undefined ? { kind: "any" } : lowerSchema(schema, context);
  };
  const [then, otherwise] = [branch("then"), branch("else")];
  if (then.kind !== "any" || otherwise.kind !== "any")
    found.push({ kind: "if", if: lowerSchema(condition, context), then, else: otherwise });
  return found;
}

/** `type` and the assertions that speak of one type each. */
function lowerTypes(node: DocumentNode, written: Types | undefined, context: SchemaContext): Schema {
  const known = context.known;
  if (written !== undefined) {
    const types = written.types.filter((type) => known === undefined || known.has(type));
    return unionOf(
      "any",
      types.map((type) => lowerType(type, node, written.integer, context)),
    );
  }
  const asserted = allTypes.filter((type) => (known === undefined || known.has(type)) && isAssertedOn(node, type, context));
  if (asserted.length === 0) return { kind: "any" };
  const [only] = asserted;
  if (known?.size === 1 && only !== undefined) return lowerType(only, node, false, context);
  if (known === undefined) warnNoType(node, asserted, context);
  return {
    kind: "ifType",
    types: Object.fromEntries(
      asserted.map((type) => [type, lowerType(type, node, false, asserted.length === 1 ? context : nameless(context))]),
    ),
  };
}

function lowerType(type: JsonType, node: DocumentNode, integer: boolean, context: SchemaContext): Schema {
  switch (type) {
    case "null":
    case "boolean":
      return { kind: type };
    case "string":
      return lowerString(node, context);
    case "number":
      return lowerNumber(node, integer, context);
    case "array":
      return lowerArray(node, context);
    case "object":
      return lowerObject(node, context);
  }
}

const keywordsOf: Readonly<Record<JsonType, readonly string[]>> = {
  null: [],
  boolean: [],
  string: stringKeywords,
  number: numberKeywords,
  array: arrayKeywords,
  object: objectKeywords,
};

function isAssertedOn(node: DocumentNode, type: JsonType, { dialect }: SchemaContext): boolean {
  const newer = dialect === "2020-12" ? (newerKeywordsOf[type] ?? []) : [];
  return (
    [...keywordsOf[type], ...newer].some((keyword) => node.get(keyword) !== undefined) ||
    (type === "string" && formatAt(node) !== undefined)
  );
}

const newerKeywordsOf: { readonly [type in JsonType]?: readonly string[] } = { array: newerArrayKeywords, object: newerObjectKeywords };

function warnNoType(node: DocumentNode, asserted: readonly JsonType[], context: SchemaContext): void {
  if (node.get("enum") !== undefined || node.get("const") !== undefined) return;
  const around = jsonTypesOf(context.beside());
  for (const type of asserted.filter((each) => around?.has(each) !== true)) {
    const keywords = [...keywordsOf[type], ...(newerKeywordsOf[type] ?? [])]
      .filter((keyword) => node.get(keyword) !== undefined)
      .map((keyword) => `\`${keyword}\``);
    // A format alone has always been a remark.
    if (keywords.length > 0) report(context, "schema-no-type", { keywords: keywords.join(", "), type }, node);
  }
}
