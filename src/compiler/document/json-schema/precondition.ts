import type { TreeNode } from "../tree/tree-node.ts";
import type { Dialect, Precondition } from "./contracts.ts";

const mostHops = 20;

export function preconditionOf(schema: TreeNode, dialect: Dialect): Precondition {
  const parts = conjuncts(schema, dialect);
  let types: ReadonlySet<string> | undefined;
  const required: string[] = [];
  const constants: (readonly [string, ReadonlySet<unknown>])[] = [];
  for (const part of parts) {
    const own = typesOf(part.get("type"));
    if (own !== undefined) types = types === undefined ? own : new Set([...types].filter((type) => own.has(type)));
    for (const key of part.get("required")?.items() ?? []) if (typeof key.scalar === "string") required.push(key.scalar);
    for (const [key, property] of part.get("properties")?.entries() ?? []) {
      const values = constantsOf(property);
      if (values !== undefined) constants.push([key, values]);
    }
  }
  return { types, required, constants };
}

/** The schema, what it refers to, and the members of its `allOf`. */
function conjuncts(schema: TreeNode, dialect: Dialect): readonly TreeNode[] {
  const found = new Set<TreeNode>();
  const open = [schema];
  for (let next = open.pop(); next !== undefined && found.size < mostHops; next = open.pop()) {
    const target = dialect.follow(next);
    if (target !== undefined) {
      if (!found.has(target)) open.push(target);
      continue;
    }
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(next.get("allOf")?.items() ?? []));
  }
  return [...found];
}

function typesOf(type: TreeNode | undefined): ReadonlySet<string> | undefined {
  if (type?.kind === "string") return new Set([String(type.scalar)]);
  if (type?.kind === "array") return new Set(type.items().map((item) => String(item.scalar)));
  return undefined;
}

function constantsOf(schema: TreeNode): ReadonlySet<unknown> | undefined {
  const constant = schema.get("const");
  const values = constant === undefined ? schema.get("enum")?.items() : [constant];
  if (values === undefined || values.some((value) => value.kind === "object" || value.kind === "array")) return undefined;
  return new Set(values.map((value) => value.scalar));
}

export function mayMatch(node: TreeNode, { types, required, constants }: Precondition): boolean {
  if (types !== undefined && !types.has(node.kind) && !(types.has("integer") && Number.isInteger(node.scalar))) return false;
  if (node.properties === undefined) return true;
  for (const key of required) if (!node.properties.has(key)) return false;
  for (const [key, values] of constants) {
    const property = node.properties.get(key)?.resolve();
    if (property !== undefined && !values.has(property.kind === "object" || property.kind === "array" ? undefined : property.scalar))
      return false;
  }
  return true;
}
