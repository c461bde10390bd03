import type { DocumentNode } from "../../document/node.ts";
import { child } from "./fields.ts";

/** No schema that a person wrote goes deeper; one that leads back to itself is reported by the schemas' lowering. */
const deepest = 32;
/** Nor is made of more. */
const mostParts = 1_000;

/** A schema and everything that its `allOf` adds, each once. */
export function conjunctsOf(schema: DocumentNode): readonly DocumentNode[] {
  const found = new Map<string, DocumentNode>();
  const add = (node: DocumentNode, depth: number): void => {
    const target = node.resolve();
    if (found.has(target.id) || found.size >= mostParts) return;
    found.set(target.id, target);
    if (target.kind === "object" && depth <= deepest) for (const part of listAt(target, "allOf")) add(part, depth + 1);
  };
  add(schema, 0);
  return [...found.values()];
}

/** The lists of which one member holds (`oneOf`, `anyOf`). */
export function choicesOf(parts: readonly DocumentNode[]): readonly (readonly DocumentNode[])[] {
  return parts.flatMap((part) => [listAt(part, "oneOf"), listAt(part, "anyOf")]).filter((choice) => choice.length > 0);
}

export function propertyOf(part: DocumentNode, key: string): DocumentNode | undefined {
  const properties = child(part, "properties");
  return properties?.kind === "object" ? properties.get(key) : undefined;
}

export function requires(part: DocumentNode, key: string): boolean {
  return listAt(part, "required").some((name) => name.value === key);
}

/** Keys beside which another one has to be there (`dependencies`, `dependentRequired`). */
export function keysThatDemand(part: DocumentNode, key: string): readonly string[] {
  return ["dependencies", "dependentRequired"].flatMap((keyword) => {
    const lists = child(part, keyword);
    if (lists?.kind !== "object") return [];
    return lists.entries().flatMap(([given]) => (listAt(lists, given).some(({ value }) => value === key) ? [given] : []));
  });
}

export function requiredKeys(part: DocumentNode): readonly string[] {
  return listAt(part, "required").flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}

export function propertyKeys(part: DocumentNode): readonly string[] {
  const properties = child(part, "properties");
  return properties?.kind === "object" ? properties.entries().map(([key]) => key) : [];
}

/** Of a list, what describes the item at a place. */
export function itemOf(part: DocumentNode, index: number): DocumentNode | undefined {
  const items = child(part, "items");
  const first = child(part, "prefixItems") ?? (items?.kind === "array" ? items : undefined);
  const placed = first?.kind === "array" ? first.items()[index]?.resolve() : undefined;
  const rest = first === undefined || first !== items ? items : child(part, "additionalItems");
  const item = placed ?? rest;
  return item?.kind === "object" ? item : undefined;
}

export function leastItems(part: DocumentNode): number {
  const least = child(part, "minItems")?.value;
  return typeof least === "number" ? least : 0;
}

/** Values that `const` and `enum` leave; `undefined` when neither is there. */
export function valuesIn(part: DocumentNode): readonly DocumentNode[] | undefined {
  if (part.kind !== "object") return undefined;
  const constant = part.get("const")?.resolve();
  const values = constant === undefined ? listAt(part, "enum") : [constant];
  return values.length === 0 ? undefined : values.map((value) => value.resolve());
}

/** Types that `type`, `const` and `enum` leave; `undefined` when nothing is said. */
export function typesIn(part: DocumentNode): ReadonlySet<string> | undefined {
  const type = child(part, "type");
  if (typeof type?.value === "string") return new Set([type.value]);
  if (type?.kind === "array") return new Set(type.items().map((item) => String(item.value)));
  const values = valuesIn(part);
  return values === undefined ? undefined : new Set(values.map(typeOfValue));
}

/** Types that schemas which all hold leave together, their choices counted; `undefined` when nothing is said. */
export function typesOf(
  schemas: readonly DocumentNode[],
  known: Map<string, ReadonlySet<string> | undefined> = new Map(),
): ReadonlySet<string> | undefined {
  const parts = schemas.flatMap((schema) => conjunctsOf(schema));
  const typesOfOne = (schema: DocumentNode): ReadonlySet<string> | undefined => {
    const { id } = schema.resolve();
    if (known.has(id) || known.size >= mostParts) return known.get(id);
    // A choice that leads back to itself tells nothing more.
    known.set(id, undefined);
    const types = typesOf([schema], known);
    known.set(id, types);
    return types;
  };
  const offered = choicesOf(parts).map((choice) => {
    const each = choice.map(typesOfOne);
    return each.some((types) => types === undefined) ? undefined : new Set(each.flatMap((types) => [...(types ?? [])]));
  });
  const left = [...parts.map(typesIn), ...offered]
    .filter((types) => types !== undefined)
    .reduce<ReadonlySet<string> | undefined>((all, types) => (all === undefined ? types : both(all, types)), undefined);
  const refused = new Set(parts.flatMap(typesRefusedBy));
  return left === undefined || refused.size === 0 ? left : new Set([...left].filter((type) => !refused.has(type)));
}

/** Types that `not` takes away whole: `not: { type: "null" }`, `not: { const: null }`. */
function typesRefusedBy(part: DocumentNode): readonly string[] {
  const not = child(part, "not");
  if (not?.kind !== "object") return [];
  const keys = not.entries().map(([key]) => key);
  if (keys.length !== 1) return [];
  const types = [...(typesIn(not) ?? [])];
  return keys[0] === "type" ? (types.includes("number") ? [...types, "integer"] : types) : types.filter((type) => type === "null");
}

/** Every integer is a number. */
function both(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  const within = (type: string, types: ReadonlySet<string>): boolean => types.has(type) || (type === "integer" && types.has("number"));
  return new Set([...[...a].filter((type) => within(type, b)), ...[...b].filter((type) => within(type, a))]);
}

export function typeOfValue(node: DocumentNode): string {
  return node.kind === "number" && Number.isInteger(node.value) ? "integer" : node.kind;
}

function listAt(node: DocumentNode, key: string): readonly DocumentNode[] {
  const list = child(node, key);
  return list?.kind === "array" ? list.items() : [];
}
