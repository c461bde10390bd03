import type { TreeNode } from "../tree/tree-node.ts";

/** Equal texts for values that JSON Schema takes as equal: order of properties and `1.0` for `1` do not count, references are followed. */
export function canonical(node: TreeNode, followed = 0): string {
  const value = node.resolve();
  // A value that holds itself has no end; two such values count as equal from here on.
  const depth = value === node ? followed : followed + 1;
  if (depth > 50) return "…";
  if (value.elements !== undefined) return `[${value.elements.map((element) => canonical(element, depth)).join(",")}]`;
  if (value.properties === undefined) return typeof value.scalar === "number" ? String(value.scalar) : JSON.stringify(value.scalar);
  const entries = [...value.properties].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonical(child, depth)}`).join(",")}}`;
}
