import type { TreeNode } from "../tree/tree-node.ts";

const dataKeys = new Set(["example", "examples", "default", "const", "enum"]);
/** Below these, property names are free: a schema's property may be called `default`. */
const nameMaps = new Set([
  "properties",
  "patternProperties",
  "definitions",
  "dependencies",
  "schemas",
  "messages",
  "channels",
  "operations",
  "parameters",
  "servers",
  "variables",
]);

/** The value stands in an example, a default or the like, where an object with `$ref` may be meant as it is. */
export function isData(node: TreeNode): boolean {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    if (typeof at.key !== "string" || !dataKeys.has(at.key)) continue;
    const { key } = at.parent;
    if (typeof key !== "string" || !nameMaps.has(key)) return true;
  }
  return false;
}
