import { definedName, qualified } from "../../../avro/names.ts";
import { shortName } from "../../../avro/schema.ts";
import type { TreeNode } from "../tree/tree-node.ts";

/**
 * The record, enum or fixed that a file of Avro calls so, for references such as `order.avsc#/Order`: Avro's files have no list of what they
 * define, so people write its name. Where a short name means several of them, none, and their full names.
 */
export function avroNamed(root: TreeNode, name: string): { readonly found?: TreeNode; readonly names: readonly string[] } {
  const all = [...definitionsIn(root)];
  const called = (short: string): typeof all => all.filter(({ full }) => shortName(full) === short);
  const same = called(name);
  const found = all.find(({ full }) => full === name)?.node ?? (same.length === 1 ? same[0]?.node : undefined);
  const names =
    same.length > 1 ? same.map(({ full }) => full) : all.map(({ full }) => (called(shortName(full)).length > 1 ? full : shortName(full)));
  return { names, ...(found === undefined ? {} : { found }) };
}

/** In the order of the text. References are not followed: what they lead to has a file of its own. */
function* definitionsIn(root: TreeNode): Generator<{ readonly full: string; readonly node: TreeNode }> {
  const open: { readonly node: TreeNode; readonly namespace: string }[] = [{ node: root, namespace: "" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    let { namespace } = next;
    const name = definedName(node.get("type")?.scalar, node.get("name")?.scalar);
    if (name !== undefined) {
      const own = node.get("namespace")?.scalar;
      const full = qualified(name, typeof own === "string" ? own : namespace);
      yield { full, node };
      namespace = full.slice(0, Math.max(0, full.lastIndexOf(".")));
    }
    const inside = node.elements ?? ["type", "items", "values", "fields"].flatMap((key) => node.get(key) ?? []);
    for (const child of [...inside].reverse()) if (child.kind !== "string") open.push({ node: child, namespace });
  }
}
