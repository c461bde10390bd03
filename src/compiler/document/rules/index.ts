import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { Limits } from "../limits.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import type { AsyncApiVersion } from "../version.ts";
import { channelCount, channelName, channelServers } from "./channels.ts";
import { examples2 } from "./examples2.ts";
import { examples3 } from "./examples3.ts";
import { operationMessages, rootReferences } from "./operations3.ts";
import { parserExtensions } from "./parser-extensions.ts";
import type { Rule } from "./rule.ts";
import { security } from "./security.ts";
import { tags } from "./tags.ts";
import { uniqueIds } from "./unique-ids.ts";
import { channelParameters2, channelParameters3, serverVariables } from "./variables.ts";

const rules: readonly Rule[] = [
  parserExtensions,
  channelCount,
  channelName,
  channelServers,
  channelParameters2,
  channelParameters3,
  serverVariables,
  security,
  uniqueIds,
  tags,
  rootReferences,
  operationMessages,
  examples2,
  examples3,
];

export function checkRules(root: TreeNode, version: AsyncApiVersion, sink: DiagnosticSink, limits: Limits): void {
  for (const rule of rules) if (rule.major === undefined || version.startsWith(rule.major)) rule.check(root, sink, limits);
}
