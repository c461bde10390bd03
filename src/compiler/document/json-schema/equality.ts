import type { TreeNode } from "../tree/tree-node.ts";

/** Values behind references that are compared; schemas that refer to each other unfold without end. */
const mostFollowed = 1000;

/** Of values that references lead to, each of which may stand in a list many times. */
const texts = new WeakMap<TreeNode, string>();

/**
 * Equal texts for values that JSON Schema takes as equal: order of properties and `1.0` for `1` do not count, references are followed. What
 * lies beyond a thousand values behind references counts as equal.
 */
export function canonical(node: TreeNode): string {
  const value = node.resolve();
  if (value === node) return textOf(node, { followed: 0 }, false);
  const text = texts.get(value) ?? textOf(value, { followed: 0 }, true);
  texts.set(value, text);
  return text;
}

function textOf(node: TreeNode, count: { followed: number }, isBehind: boolean): string {
  const value = node.resolve();
  const behind = isBehind || value !== node;
  if (behind) count.followed += 1;
  if (count.followed > mostFollowed) return "…";
  if (value.elements !== undefined) return `[${value.elements.map((element) => textOf(element, count, behind)).join(",")}]`;
  if (value.properties === undefined) return typeof value.scalar === "number" ? String(value.scalar) : JSON.stringify(value.scalar);
  const entries = [...value.properties].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${textOf(child, count, behind)}`).join(",")}}`;
}
