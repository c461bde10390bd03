import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { children, variablesIn } from "./parts.ts";
import type { Rule } from "./rule.ts";

/** What stands in braces in a server's address is described in `variables`, and nothing else is. */
export const serverVariables: Rule = {
  major: "2",
  check(root, sink) {
    for (const [, server] of [...children(root, "servers"), ...children(root, "components", "servers")]) {
      const template = server.get("url")?.resolve().scalar;
      if (typeof template === "string") compare(template, server.get("variables"), "server", sink);
    }
  },
};

/** The same for the name of a channel and its `parameters`. */
export const channelParameters2: Rule = {
  major: "2",
  check(root, sink) {
    for (const [address, channel] of children(root, "channels")) compare(address, channel.get("parameters"), "channel", sink);
  },
};

/** In AsyncAPI 3 for its `address`; parameters of a channel without one are too many. */
export const channelParameters3: Rule = {
  major: "3",
  check(root, sink) {
    for (const [, channel] of [...children(root, "channels"), ...children(root, "components", "channels")]) {
      const address = channel.get("address")?.resolve();
      if (address !== undefined && address.kind !== "string" && address.kind !== "null") continue;
      compare(String(address?.scalar ?? ""), channel.get("parameters"), "channel", sink, true);
    }
  },
};

function compare(
  template: string,
  described: TreeNode | undefined,
  owner: "server" | "channel",
  sink: DiagnosticSink,
  evenWithout = false,
): void {
  const names = variablesIn(template);
  const target = described?.resolve();
  if (described === undefined || target?.kind !== "object" || (names.length === 0 && !evenWithout)) return;
  const kind = owner === "server" ? "variable" : "parameter";
  const missing = names.filter((name) => target.get(name) === undefined);
  for (const name of new Set(missing)) sink.report("parameter-undescribed", described, { name, kind, template }, { part: "key" });
  for (const [name, parameter] of target.entries()) {
    if (!names.includes(name)) sink.report("parameter-unused", parameter, { name, kind, template }, { part: "key" });
  }
}
