import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { allMessagesOf2, children, items, operationsOf2 } from "./parts.ts";
import type { Rule } from "./rule.ts";

export const tags: Rule = {
  major: "2",
  check(root, sink) {
    const operations = operationsOf2(root);
    const messages = [...allMessagesOf2(root)];
    const traits = [...operations, ...messages].flatMap((owner) => items(owner.get("traits")));
    const inComponents = ["operationTraits", "messageTraits"].flatMap((group) =>
      children(root, "components", group).map(([, trait]) => trait),
    );
    for (const owner of new Set([root, ...operations, ...messages, ...traits, ...inComponents]))
      refuseRepeated(items(owner.get("tags")), sink);
  },
};

function refuseRepeated(list: readonly TreeNode[], sink: DiagnosticSink): void {
  const seen = new Map<string, TreeNode>();
  for (const tag of list) {
    const name = tag.get("name")?.resolve();
    if (typeof name?.scalar !== "string") continue;
    const first = seen.get(name.scalar);
    if (first === undefined) seen.set(name.scalar, name);
    else sink.report("tag-repeated", name, { name: name.scalar }, { related: [{ message: "It is first here", place: first.place() }] });
  }
}
