import type { TreeNode } from "../tree/tree-node.ts";

/** What a value lacks to be what its schema says. */
export interface Finding {
  readonly keyword: string;
  /** The value; for `additionalProperties` and `propertyNames` that of the property, so that its name can be pointed at. */
  readonly node: TreeNode;
  /** The schema whose keyword it is. */
  readonly schema: Schema;
  /** The reference that led to the value, where it is of a type that nothing can be there: it leads to the wrong place. */
  readonly via?: TreeNode;
  /** Depends on the keyword: the missing property, the allowed types, the limit. */
  readonly wanted?: unknown;
}

/** A schema that can be asked about values. */
export interface Schema {
  readonly node: TreeNode;
  /** What tells quickly that a value cannot match. */
  readonly precondition: Precondition;
  validate(node: TreeNode, run: Validation): boolean;
  /** Takes a reference object for what it is. */
  validateInPlace(node: TreeNode, run: Validation): boolean;
}

/** Necessary for a value to match a schema, and cheap to tell. */
export interface Precondition {
  /** Undefined: any. */
  readonly types: ReadonlySet<string> | undefined;
  readonly required: readonly string[];
  /** Scalars that a property may have, where it is there. */
  readonly constants: readonly (readonly [string, ReadonlySet<unknown>])[];
}

/** Where findings go, and how references and alternatives are handled. */
export interface Validation {
  step(): void;
  add(finding: Finding): false;
  /** The target of `reference`; true while that is not known yet. */
  follow(schema: Schema, target: TreeNode, reference: TreeNode): boolean;
  /** Tries a schema; what it finds is returned and not kept. */
  speculate(schema: Schema, node: TreeNode): readonly Finding[];
  /** The same, taking a reference object for what it is. */
  speculateInPlace(schema: Schema, node: TreeNode): readonly Finding[];
}

/** Where schemas come from, and what they may ask of texts. */
export interface Dialect {
  /** The schema that a `$ref` schema stands for; undefined for any other, whose keywords count. */
  follow(schema: TreeNode): TreeNode | undefined;
  /** The test for a regular expression; undefined where it cannot be tested, then the keyword asserts nothing. */
  pattern(source: string): ((text: string) => boolean) | undefined;
  /** The test for a format; undefined for one that asserts nothing. */
  format(name: string): ((value: string | number) => boolean) | undefined;
  /** Told of a reference in a value before it is followed. */
  onReference?(schema: Schema, node: TreeNode, run: Validation): void;
}

export interface Compiler {
  readonly dialect: Dialect;
  schema(node: TreeNode): Schema;
}

/** One keyword of one schema, ready to be asked about values. */
export type KeywordCheck = (node: TreeNode, run: Validation) => boolean;
