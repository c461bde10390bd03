import type { DocumentNode } from "../../document/node.ts";
import { child } from "../reading/fields.ts";

/** No schema that a person wrote goes deeper; one that leads back to itself is reported by the schemas' lowering. */
const deepest = 32;

/** A schema and everything that its `allOf` adds. */
export function conjunctsOf(schema: DocumentNode, depth = 0): readonly DocumentNode[] {
  const target = schema.resolve();
  if (target.kind !== "object" || depth > deepest) return [target];
  return [target, ...listAt(target, "allOf").flatMap((part) => conjunctsOf(part, depth + 1))];
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

export function propertyKeys(part: DocumentNode): readonly string[] {
  const properties = child(part, "properties");
  return properties?.kind === "object" ? properties.entries().map(([key]) => key) : [];
}

/** Types that `type`, `const` and `enum` leave; `undefined` when nothing is said. */
export function typesIn(part: DocumentNode): ReadonlySet<string> | undefined {
  const type = child(part, "type");
  if (typeof type?.value === "string") return new Set([type.value]);
  if (type?.kind === "array") return new Set(type.items().map((item) => String(item.value)));
  if (part.kind !== "object") return undefined;
  const constant = part.get("const")?.resolve();
  const values = constant === undefined ? listAt(part, "enum") : [constant];
  return values.length === 0 ? undefined : new Set(values.map(typeOfValue));
}

function typeOfValue(node: DocumentNode): string {
  return node.kind === "number" && Number.isInteger(node.value) ? "integer" : node.kind;
}

function listAt(node: DocumentNode, key: string): readonly DocumentNode[] {
  const list = child(node, key);
  return list?.kind === "array" ? list.items() : [];
}
