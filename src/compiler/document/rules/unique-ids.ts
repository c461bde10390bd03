import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { children, isObject, items } from "./parts.ts";
import type { Rule } from "./rule.ts";

/** The ids of AsyncAPI 2. What two places refer to counts twice, because the official parser counts so. */
export const uniqueIds: Rule = {
  major: "2",
  check(root, sink) {
    const operations = children(root, "channels").flatMap(([, channel]) =>
      ["subscribe", "publish"].flatMap((key) => channel.get(key) ?? []),
    );
    refuseRepeated(operations, "operationId", sink);
    refuseRepeated(operations.flatMap(messages), "messageId", sink);
  },
};

/** As they stand in the operation, references included. */
function messages(operation: TreeNode): readonly TreeNode[] {
  const message = operation.resolve().get("message");
  const oneOf = message?.resolve().get("oneOf")?.resolve();
  return oneOf?.kind === "array" ? oneOf.items() : message === undefined ? [] : [message];
}

function refuseRepeated(owners: readonly TreeNode[], key: "operationId" | "messageId", sink: DiagnosticSink): void {
  const seen = new Map<string, TreeNode>();
  for (const owner of owners.filter((node) => isObject(node.resolve()))) {
    const id = idOf(owner.resolve(), key);
    if (typeof id?.scalar !== "string") continue;
    const first = seen.get(id.scalar);
    // Where two references lead to one id, the second reference is what to look at.
    if (first === undefined) seen.set(id.scalar, id);
    else
      sink.report(
        "id-repeated",
        first === id ? owner : id,
        { key, id: id.scalar },
        { related: [{ message: "It is first here", place: first.place() }] },
      );
  }
}

/** The id of the last trait that has one counts. */
function idOf(owner: TreeNode, key: string): TreeNode | undefined {
  const parts = [...[...items(owner.get("traits"))].reverse(), owner];
  return parts.map((part) => part.get(key)?.resolve()).find((id) => id?.kind === "string");
}
