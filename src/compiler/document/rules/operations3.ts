import { encodeToken } from "../../ground/json-pointer.ts";
import { formats } from "../json-schema/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import type { Rule } from "./rule.ts";

const isReference = formats("uri-reference");

/** AsyncAPI 3 wants these references to go through the root's own objects, so that everybody sees which channel and which server is meant. */
export const rootReferences: Rule = {
  major: "3",
  check(root, sink) {
    for (const [, operation] of written(root, "operations")) {
      const channel = operation.get("channel");
      if (channel?.reference !== undefined && !channel.reference.includes("#/channels/"))
        sink.report("operation-channel-elsewhere", channel, { reference: channel.reference });
    }
    for (const [, channel] of written(root, "channels")) {
      for (const server of channel.get("servers")?.items() ?? []) {
        if (server.reference !== undefined && !server.reference.includes("#/servers/"))
          sink.report("channel-server-elsewhere", server, { reference: server.reference });
      }
    }
  },
};

/** The messages of an operation are named by way of its channel. */
export const operationMessages: Rule = {
  major: "3",
  check(root, sink) {
    for (const [, operation] of [...written(root, "operations"), ...written(root.get("components"), "operations")]) {
      const channel = operation.get("channel")?.reference;
      if (channel !== undefined && isReference?.(channel) === false) continue;
      for (const message of operation.get("messages")?.items() ?? []) {
        const { reference } = message;
        if (reference !== undefined && !reference.startsWith(`${channel}/messages`))
          sink.report("operation-message-elsewhere", message, { reference, channel: channel ?? "", wanted: wantedOf(message, operation) });
      }
    }
  },
};

/** How the channel calls the same message, where it has that. */
function wantedOf(message: TreeNode, operation: TreeNode): string | undefined {
  const channel = operation.get("channel");
  const target = message.resolve();
  const key = written(channel?.resolve(), "messages").find(([, own]) => own.resolve() === target)?.[0];
  return key === undefined ? undefined : `${channel?.reference ?? ""}/messages/${encodeToken(key)}`;
}

/** As written: references are what these rules are about. */
function written(node: TreeNode | undefined, key: string): readonly (readonly [string, TreeNode])[] {
  return node?.get(key)?.entries() ?? [];
}
