import type { Place } from "../../compiler/diagnostics/diagnostic.ts";
import type { DocumentNode } from "../../compiler/document/node.ts";
import { decodeToken } from "../../compiler/ground/json-pointer.ts";

/** Finds the place of an identity (`file#/json/pointer`; without a file: the main one). */
export type Locate = (id: string) => Place;

/**
 * Where the pointer leads nowhere, because what it names came in through `$ref`, a trait or `allOf`, the nearest thing above it that can be
 * found is the place.
 */
export function locator(root: DocumentNode): Locate {
  let others: ReadonlyMap<string, DocumentNode> | undefined;
  return (id) => {
    const at = id.indexOf("#");
    const file = id.slice(0, at);
    const segments = id.slice(at + 1) === "" ? [] : id.slice(at + 2).split("/");
    const down = (node: DocumentNode, from: number): Place => descend(node, segments.slice(from).map(decodeToken)).place("key");
    if (file === "" || file === root.file) return down(root, 0);
    others ??= nodesById(root);
    for (let length = segments.length; length >= 0; length--) {
      const known = others.get(`${file}#${["", ...segments.slice(0, length)].join("/")}`);
      if (known !== undefined) return down(known, length);
    }
    return root.place();
  };
}

function descend(node: DocumentNode, segments: readonly string[]): DocumentNode {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node;
  const child = childOf(node, segment);
  if (child !== undefined) return descend(child, rest);
  const resolved = node.resolve();
  if (resolved !== node) return descend(resolved, segments);
  const members = node.get("allOf")?.items() ?? [];
  const found = members
    .map((member) => descend(member, segments))
    .find((inner, index) => inner !== members[index] && inner.pointer.endsWith(`/${segments.at(-1)}`));
  return found ?? node;
}

function childOf(node: DocumentNode, segment: string): DocumentNode | undefined {
  return node.kind === "array" ? node.items()[Number(segment)] : node.get(segment);
}

/** Every node that can be reached, in whatever file. */
function nodesById(root: DocumentNode): ReadonlyMap<string, DocumentNode> {
  const nodes = new Map<string, DocumentNode>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (nodes.has(node.id)) continue;
    nodes.set(node.id, node);
    open.push(...node.entries().map(([, child]) => child), ...node.items(), ...(node.reference === undefined ? [] : [node.resolve()]));
  }
  return nodes;
}
