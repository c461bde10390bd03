import { type Code, regExp, stringLiteral } from "../code/index.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { JsonValue, Pattern, Schema, SchemaCheck } from "../model/index.ts";
import { array, record } from "./emission.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { expression } from "./validators/expression.ts";

/** What a header may be, where its bytes are text. */
type HeaderType = string | { readonly items: HeaderType } | { readonly anyOf: readonly HeaderType[] };

interface Described {
  /** Every header that the schema names, wherever in it. */
  readonly named: Map<string, HeaderType[]>;
  readonly patterns: { readonly pattern: Pattern; readonly type: HeaderType }[];
  readonly others: HeaderType[];
}

/** Named schemas are followed; a cycle of them has no properties of its own to find, so a short way is enough. */
const longestChain = 16;

/** `headerTypes` and `headerPatterns` of a message. */
export function headerTypes(headers: Schema | undefined, scope: SchemaScope): { readonly types?: Code; readonly patterns?: Code } {
  if (headers === undefined) return {};
  const found: Described = { named: new Map(), patterns: [], others: [] };
  describe(headers, found, scope);
  const types = [...found.named].map(([name, all]) => [name, printed(merged(all))] as const);
  const other = merged(found.others);
  const patterns = [
    ...found.patterns.flatMap(({ pattern, type }) => (type === "any" ? [] : [array([expression(pattern), printed(type)])])),
    ...(other === "any" ? [] : [array([regExp("^", ""), printed(other)])]),
  ];
  return {
    ...(types.length === 0 ? {} : { types: record(types) }),
    ...(patterns.length === 0 ? {} : { patterns: array(patterns) }),
  };
}

/** A schema of headers can name one in any of its parts, also to forbid it. */
function describe(schema: Schema, found: Described, scope: SchemaScope, depth = 0): void {
  if (depth > longestChain) return;
  const inside = (part: Schema | undefined): void => {
    if (part !== undefined) describe(part, found, scope, depth + 1);
  };
  const name = (key: string, type?: HeaderType): void => {
    found.named.set(key, [...(found.named.get(key) ?? []), ...(type === undefined ? [] : [type])]);
  };
  switch (schema.kind) {
    case "reference":
      inside(scope.declaration(schema.target).schema);
      return;
    case "refined":
      inside(schema.schema);
      for (const check of schema.checks) for (const part of partsOf(check)) inside(part);
      return;
    case "union":
    case "discriminated":
    case "allOf":
      if (schema.kind === "discriminated") name(schema.property);
      for (const member of schema.members) inside(member);
      return;
    case "ifType":
      inside(schema.types.object);
      return;
    case "object":
      for (const property of schema.properties) name(property.key, typeOf(property.schema, scope));
      for (const key of schema.required) name(key);
      for (const dependency of schema.dependencies) {
        name(dependency.key);
        if (dependency.kind === "schema") inside(dependency.schema);
        else for (const key of dependency.keys) name(key);
      }
      for (const { pattern, schema: value } of schema.patternProperties) found.patterns.push({ pattern, type: typeOf(value, scope) });
      if (schema.additional.kind !== "any" && schema.additional.kind !== "never") found.others.push(typeOf(schema.additional, scope));
      return;
    case "string":
    case "number":
    case "boolean":
    case "any":
    case "never":
    case "null":
    case "enum":
    case "array":
    case "tuple":
      // What is no object says nothing of names.
      return;
    default:
      assertNever(schema);
  }
}

function partsOf(check: SchemaCheck): readonly Schema[] {
  return check.kind === "if" ? [check.if, check.then, check.else] : [check.schema];
}

function typeOf(schema: Schema, scope: SchemaScope, depth = 0): HeaderType {
  if (depth > longestChain) return "any";
  const inside = (part: Schema): HeaderType => typeOf(part, scope, depth + 1);
  switch (schema.kind) {
    case "reference":
      return inside(scope.declaration(schema.target).schema);
    case "refined":
      return inside(schema.schema);
    case "any":
    case "never":
    case "ifType":
      return "any";
    case "null":
    case "boolean":
    case "string":
    case "object":
      return schema.kind;
    case "number":
      return schema.integer ? "integer" : "number";
    case "enum":
      return merged(schema.values.map(typeOfValue));
    case "array":
      return { items: inside(schema.items) };
    case "tuple":
      return { items: merged([...schema.items, schema.rest].filter(({ kind }) => kind !== "never").map(inside)) };
    case "union":
    case "discriminated":
      return merged(schema.members.map(inside));
    case "allOf":
      // All of them hold, so the first that says something says enough.
      return schema.members.map(inside).find((type) => type !== "any") ?? "any";
    default:
      return assertNever(schema);
  }
}

function typeOfValue(value: JsonValue): HeaderType {
  if (value === null) return "null";
  if (Array.isArray(value)) return { items: merged((value as readonly JsonValue[]).map(typeOfValue)) };
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "string" || typeof value === "boolean" ? typeof value : "object";
}

/** Text is tried last, since every header could be one. */
const order = ["null", "boolean", "integer", "number", "object", "string", "any"];

function merged(types: readonly HeaderType[]): HeaderType {
  const flat = types.flatMap((type) => (typeof type === "object" && "anyOf" in type ? type.anyOf : [type]));
  const lists = flat.flatMap((type) => (typeof type === "object" && "items" in type ? [type.items] : []));
  const said = new Set(flat.filter((type) => typeof type === "string"));
  // Where one part says a type, another that allows anything adds nothing.
  if (said.size + lists.length > 1) said.delete("any");
  const plain = order.filter((type) => said.has(type));
  const all: readonly HeaderType[] = [...(lists.length === 0 ? [] : [{ items: merged(lists) }]), ...plain];
  const [only] = all;
  if (only === undefined) return "any";
  return all.length === 1 ? only : { anyOf: all };
}

function printed(type: HeaderType): Code {
  if (typeof type === "string") return stringLiteral(type);
  return "items" in type ? record([["items", printed(type.items)]]) : record([["anyOf", array(type.anyOf.map(printed))]]);
}
