import type { TreeNode } from "../tree/tree-node.ts";

/** Parts of a document, references followed; each with the name under which it stands. */
export type Named = readonly [string, TreeNode];

/** Named values of an object, in source order: `children(root, "components", "messages")`. */
export function children(node: TreeNode | undefined, ...path: readonly string[]): readonly Named[] {
  let at = node?.resolve();
  for (const key of path) at = at?.get(key)?.resolve();
  return (at?.entries() ?? []).map(([name, child]) => [name, child.resolve()] as const);
}

export function items(node: TreeNode | undefined): readonly TreeNode[] {
  return (node?.resolve().items() ?? []).map((item) => item.resolve());
}

/** `publish` and `subscribe` of the channels of AsyncAPI 2, those of `components` last. */
export function operationsOf2(root: TreeNode, where: "used" | "all" = "all"): readonly TreeNode[] {
  const channels = [...children(root, "channels"), ...(where === "all" ? children(root, "components", "channels") : [])];
  return channels.flatMap(([, channel]) => ["subscribe", "publish"].flatMap((key) => channel.get(key)?.resolve() ?? [])).filter(isObject);
}

/** The messages of an operation of AsyncAPI 2. */
export function messagesOf2(operation: TreeNode): readonly TreeNode[] {
  const message = operation.get("message")?.resolve();
  if (message === undefined) return [];
  const oneOf = message.get("oneOf")?.resolve();
  return oneOf?.kind === "array" ? items(oneOf).filter(isObject) : isObject(message) ? [message] : [];
}

/** Each message once: those of operations, then those of `components`. */
export function allMessagesOf2(root: TreeNode): ReadonlySet<TreeNode> {
  const inComponents = children(root, "components", "messages").map(([, message]) => message);
  return new Set([...operationsOf2(root).flatMap(messagesOf2), ...inComponents].filter(isObject));
}

/** What the payload of a message of AsyncAPI 2 is written in; traits are merged onto the message, so the last of them wins. */
export function schemaFormatOf2(message: TreeNode): TreeNode | undefined {
  const layers = [message, ...items(message.get("traits"))].reverse();
  return layers
    .map((layer) => layer.get("schemaFormat"))
    .find((format) => format !== undefined)
    ?.resolve();
}

export function isObject(node: TreeNode): boolean {
  return node.kind === "object";
}

/** Names in braces, as the official parser finds them: `{a}` in `orders/{a}`. */
export function variablesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{(.+?)\}/g)].map(([, name]) => name ?? "");
}
