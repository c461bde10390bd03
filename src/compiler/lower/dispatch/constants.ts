import type { DocumentNode } from "../../document/node.ts";
import { keyOf } from "../names/index.ts";
import { child } from "../reading/fields.ts";
import { choicesOf, conjunctsOf, propertyKeys, propertyOf, requires } from "../reading/schema-nodes.ts";

export type Constant = string | number | boolean | null;

/** Where a value is fixed: path (as JSON) → the values that it may have. */
export type Constants = ReadonlyMap<string, readonly Constant[]>;

/** How deep a constant may lie to be found without `x-boost.match`. */
const deepest = 4;
const mostValues = 16;
const mostMembers = 64;

/** Required properties of a schema with fixed values, at any depth a person would look. */
export function constantsIn(schema: DocumentNode, depth: number = deepest): Constants {
  const parts = conjunctsOf(schema);
  const found = new Map(ownConstants(parts, [schema], depth));
  for (const choice of choicesOf(parts)) {
    if (choice.length > mostMembers) continue;
    // What every alternative fixes is fixed, to any of their values.
    const [first, ...others] = choice.map((member) => ownConstants([...parts, ...conjunctsOf(member)], [schema, member], depth));
    for (const [path, values] of first ?? []) {
      if (found.has(path) || !others.every((constants) => constants.has(path))) continue;
      const all = [...new Set([...values, ...others.flatMap((constants) => constants.get(path) ?? [])])];
      if (all.length <= mostValues) found.set(path, all);
    }
  }
  return found;
}

/** `sources` are the schemas as they were referred to: a discriminator's value is their name. */
function ownConstants(parts: readonly DocumentNode[], sources: readonly DocumentNode[], depth: number): Constants {
  const found = new Map<string, readonly Constant[]>();
  for (const key of new Set(parts.flatMap(propertyKeys))) {
    if (!parts.some((part) => requires(part, key))) continue;
    const properties = parts.flatMap((part) => propertyOf(part, key) ?? []);
    const values = properties.map(valuesOf).find((list) => list.length > 0);
    if (values !== undefined) found.set(JSON.stringify([key]), values);
    else if (depth > 1)
      for (const property of properties)
        for (const [path, inner] of constantsIn(property, depth - 1))
          found.set(JSON.stringify([key, ...(JSON.parse(path) as string[])]), inner);
  }
  const named = byDiscriminator(parts, sources);
  if (named !== undefined && !found.has(named.path)) found.set(named.path, [named.value]);
  return found;
}

/** A schema that extends one with a `discriminator` is told by its own name. */
function byDiscriminator(
  parts: readonly DocumentNode[],
  sources: readonly DocumentNode[],
): { readonly path: string; readonly value: string } | undefined {
  for (const part of parts) {
    const discriminator = child(part, "discriminator");
    const property = typeof discriminator?.value === "string" ? discriminator.value : child(discriminator, "propertyName")?.value;
    // The one that has the discriminator stands for everything that extends it.
    const source = sources.map((node) => node.resolve()).findLast((node) => /\/components\/schemas\/[^/]+$/.test(node.pointer));
    if (typeof property !== "string" || source === undefined || source === part) continue;
    return { path: JSON.stringify([property]), value: mapped(discriminator, source) ?? keyOf(source.pointer) };
  }
  return undefined;
}

/** OpenAPI's `mapping`: value → reference. */
function mapped(discriminator: DocumentNode | undefined, schema: DocumentNode): string | undefined {
  const mapping = child(discriminator, "mapping");
  const entries = mapping?.kind === "object" ? mapping.entries() : [];
  return entries.find(([, target]) => target.value === `#${schema.pointer}` || target.value === keyOf(schema.pointer))?.[0];
}

function valuesOf(schema: DocumentNode): readonly Constant[] {
  for (const part of conjunctsOf(schema)) {
    if (part.kind !== "object") continue;
    const constant = part.get("const");
    if (constant !== undefined && isConstant(constant.value)) return [constant.value];
    const values = (child(part, "enum")?.items() ?? []).map((item) => item.value);
    if (values.length > 0 && values.length <= mostValues && values.every(isConstant)) return values;
  }
  return [];
}

function isConstant(value: unknown): value is Constant {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
