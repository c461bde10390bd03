import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { Limits } from "../limits.ts";
import type { TreeNode } from "../tree/tree-node.ts";

/** A rule that AsyncAPI's JSON Schema cannot say. It sees documents that may be malformed elsewhere. */
export interface Rule {
  /** Major version that it is for; both without. */
  readonly major?: "2" | "3";
  check(root: TreeNode, sink: DiagnosticSink, limits: Limits): void;
}
