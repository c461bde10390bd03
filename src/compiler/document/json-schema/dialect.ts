import type { TreeNode } from "../tree/tree-node.ts";
import type { CompiledSchema } from "./compiled-schema.ts";
import type { Run } from "./run.ts";

/** Where schemas come from, and what they may ask of texts. */
export interface Dialect {
  /** The schema that a `$ref` schema stands for; undefined for any other, whose keywords count. */
  follow(schema: TreeNode): TreeNode | undefined;
  /** The test for a regular expression; undefined where it cannot be tested, then the keyword asserts nothing. */
  pattern(source: string): ((text: string) => boolean) | undefined;
  /** The test for a format; undefined for one that asserts nothing. */
  format(name: string): ((value: string | number) => boolean) | undefined;
  /** Told of a reference in a value before it is followed. */
  onReference?(schema: CompiledSchema, node: TreeNode, run: Run): void;
}
