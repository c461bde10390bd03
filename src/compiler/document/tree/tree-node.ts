import type { Place } from "../../diagnostics/index.ts";
import { encodeToken } from "../../ground/json-pointer.ts";
import type { JsonValue } from "../json.ts";
import type { DocumentNode } from "../node.ts";
import type { Source } from "./source.ts";

export type ScalarValue = null | boolean | number | string;
export type NodeKind = DocumentNode["kind"];

const noEntries: readonly (readonly [string, TreeNode])[] = [];
const noItems: readonly TreeNode[] = [];

/** A value as read. Everything but the children and the reference's target is fixed; readers build it top-down. */
export class TreeNode implements DocumentNode {
  readonly kind: NodeKind;
  readonly source: Source;
  readonly parent: TreeNode | undefined;
  /** Property name or index in the parent. */
  readonly key: string | number;
  /** Offset of the value; `keyStart` of its property name. */
  readonly start: number;
  readonly keyStart: number;
  readonly scalar: ScalarValue;
  readonly properties: Map<string, TreeNode> | undefined;
  readonly elements: TreeNode[] | undefined;
  /** Where a reference leads, one hop; set when the references are linked. */
  target: TreeNode | undefined;
  /** A reference that leads nowhere, which was reported. */
  isBroken: boolean;
  #value: JsonValue | undefined;
  #pointer: string | undefined;

  constructor(kind: NodeKind, at: Position, scalar: ScalarValue = null) {
    this.kind = kind;
    this.source = at.source;
    this.parent = at.parent;
    this.key = at.key;
    this.start = at.start;
    this.keyStart = at.keyStart;
    this.scalar = scalar;
    this.properties = kind === "object" ? new Map() : undefined;
    this.elements = kind === "array" ? [] : undefined;
    this.target = undefined;
    this.isBroken = false;
  }

  get file(): string {
    return this.source.file;
  }

  get pointer(): string {
    this.#pointer ??=
      this.parent === undefined ? "" : `${this.parent.pointer}/${typeof this.key === "number" ? this.key : encodeToken(this.key)}`;
    return this.#pointer;
  }

  get id(): string {
    return `${this.source.file}#${this.pointer}`;
  }

  get value(): JsonValue {
    if (this.properties === undefined && this.elements === undefined) return this.scalar;
    this.#value ??= this.#build();
    return this.#value;
  }

  #build(): JsonValue {
    if (this.elements !== undefined) return this.elements.map((element) => element.value);
    const record: Record<string, JsonValue> = Object.create(null);
    for (const [key, child] of this.properties ?? []) record[key] = child.value;
    return record;
  }

  place(part: "value" | "key" = "value"): Place {
    return this.source.place(part === "key" ? this.keyStart : this.start, this.pointer);
  }

  get(key: string): TreeNode | undefined {
    return this.properties?.get(key);
  }

  entries(): readonly (readonly [string, TreeNode])[] {
    return this.properties === undefined ? noEntries : [...this.properties];
  }

  items(): readonly TreeNode[] {
    return this.elements ?? noItems;
  }

  get reference(): string | undefined {
    const reference = this.properties?.get("$ref");
    return typeof reference?.scalar === "string" ? reference.scalar : undefined;
  }

  resolve(): TreeNode {
    let node: TreeNode = this;
    while (node.target !== undefined) node = node.target;
    return node;
  }
}

export interface Position {
  readonly source: Source;
  readonly parent: TreeNode | undefined;
  readonly key: string | number;
  readonly start: number;
  readonly keyStart: number;
}
