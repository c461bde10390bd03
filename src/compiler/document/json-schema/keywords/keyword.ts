import type { TreeNode } from "../../tree/tree-node.ts";
import type { CompiledSchema, KeywordCheck, SchemaCompiler } from "../compiled-schema.ts";

export interface KeywordInput {
  /** What stands after the keyword. */
  readonly value: TreeNode;
  readonly schema: CompiledSchema;
  readonly compiler: SchemaCompiler;
}

/** The check of a keyword; undefined where its value is none that asserts anything. */
export type Keyword = (input: KeywordInput) => KeywordCheck | undefined;
