import type { TreeNode } from "../tree/tree-node.ts";
import type { CompiledSchema } from "./compiled-schema.ts";

/** What a value lacks to be what its schema says. */
export interface Finding {
  readonly keyword: string;
  /** The value; for `additionalProperties` and `propertyNames` that of the property, so that its name can be pointed at. */
  readonly node: TreeNode;
  /** The schema whose keyword it is. */
  readonly schema: CompiledSchema;
  /** Depends on the keyword: the missing property, the allowed types, the limit. */
  readonly wanted?: unknown;
}
