import type { TreeNode } from "../../tree/tree-node.ts";
import type { Compiler, KeywordCheck, Schema } from "../contracts.ts";

export interface KeywordInput {
  /** What stands after the keyword. */
  readonly value: TreeNode;
  readonly schema: Schema;
  readonly compiler: Compiler;
}

/** The check of a keyword; undefined where its value is none that asserts anything. */
export type Keyword = (input: KeywordInput) => KeywordCheck | undefined;
