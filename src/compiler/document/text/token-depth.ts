import type { CST } from "yaml";
import type { TreeBuilder } from "./tree-builder.ts";

/** The library builds values by recursion, so depth is checked on its tokens before. */
export function checkTokenDepth(root: CST.Token, builder: TreeBuilder): void {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === "document") {
      if (token.value !== undefined) open.push({ token: token.value, depth: 1 });
      continue;
    }
    if (!("items" in token)) continue;
    builder.checkDepth(depth, token.offset);
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value !== undefined) open.push({ token: item.value, depth: depth + 1 });
    }
  }
}
