import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { Limits } from "../limits.ts";
import type { Source } from "../tree/source.ts";
import { type NodeKind, type Position, type ScalarValue, TreeNode } from "../tree/tree-node.ts";

/** Thrown after its reason was reported: reading on would cost too much or mean nothing. */
export class ReadingStopped extends Error {}

/** The tree, or the offset of the first thing that the quick readers leave to the YAML library. */
export type QuickReading = { readonly builder: TreeBuilder; readonly root: TreeNode } | { readonly unusualAt: number };

/** What JSON and YAML have in common: the tree grows top-down, and every value and name is checked as it is added. */
export class TreeBuilder {
  readonly source: Source;
  readonly sink: DiagnosticSink;
  readonly limits: Limits;
  /** Objects with a `$ref`, in source order. */
  readonly references: TreeNode[] = [];
  /** Objects with an `$id` or `$anchor`, in source order. */
  readonly identified: TreeNode[] = [];
  #nodes = 0;

  constructor(source: Source, sink: DiagnosticSink, limits: Limits) {
    this.source = source;
    this.sink = sink;
    this.limits = limits;
  }

  root(kind: NodeKind, start: number, scalar: ScalarValue = null): TreeNode {
    return this.#add(kind, { source: this.source, parent: undefined, key: "", start, keyStart: start }, scalar);
  }

  item(list: TreeNode, kind: NodeKind, start: number, scalar: ScalarValue = null): TreeNode {
    const items = list.elements ?? [];
    const node = this.#add(kind, { source: this.source, parent: list, key: items.length, start, keyStart: start }, scalar);
    items.push(node);
    if (items.length === this.limits.enumValues + 1 && list.key === "enum")
      this.sink.report("too-many-enum-values", list, { limit: this.limits.enumValues }, { part: "key" });
    return node;
  }

  /** A name that stands twice keeps its first value; it is an error anyway. */
  property(object: TreeNode, key: string, keyStart: number, kind: NodeKind, start: number, scalar: ScalarValue = null): TreeNode {
    const node = this.#add(kind, { source: this.source, parent: object, key, start, keyStart }, scalar);
    const properties = object.properties;
    if (properties === undefined) return node;
    const first = properties.get(key);
    if (first !== undefined)
      this.sink.report(
        "duplicate-key",
        node,
        { key },
        { part: "key", related: [{ message: "It is first here", place: first.place("key") }] },
      );
    else properties.set(key, node);
    if (key === "$ref" && first === undefined) this.references.push(object);
    if (key === "$id" || key === "$anchor") this.identified.push(object);
    if (key === "__proto__") this.sink.report("key-proto", node, {}, { part: "key" });
    else if (!isPrintable(key)) this.sink.report("key-unprintable", node, { key }, { part: "key" });
    return node;
  }

  /** `depth` is that of a list or an object about to be opened, 1 for the root. */
  checkDepth(depth: number, start: number): void {
    if (depth <= this.limits.depth) return;
    this.sink.report("document-too-deep", this.source.place(start, ""), { depth: this.limits.depth });
    throw new ReadingStopped();
  }

  #add(kind: NodeKind, at: Position, scalar: ScalarValue): TreeNode {
    this.#nodes += 1;
    if (this.#nodes > this.limits.nodes) {
      this.sink.report("document-too-many-values", this.source.place(at.start, ""), { nodes: this.limits.nodes });
      throw new ReadingStopped();
    }
    return new TreeNode(kind, at, scalar);
  }
}

// A lone surrogate or NUL in a name ends up in file names, identifiers and headers of brokers, and each of them treats it differently.
const unprintable = /[\0\p{Cs}]/u;

function isPrintable(key: string): boolean {
  return !unprintable.test(key);
}
