import type { Place } from "../../diagnostics/index.ts";
import type { DocumentNode, JsonValue } from "../../document/index.ts";

/**
 * Values laid over each other, the one that wins first: what JSON Merge Patch makes of an object and its traits, without copying.
 * Objects merge key by key, anything else replaces, and `null` takes a key away.
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export class MergedNode implements DocumentNode {
  readonly id: string;
  readonly reference = undefined;
  readonly parent = undefined;
  readonly #top: DocumentNode;
  readonly #layers: readonly DocumentNode[];
  readonly #owner: string;

  private constructor(layers: readonly [DocumentNode, ...DocumentNode[]], owner: string) {
    this.#top = layers[0];
    this.#layers = layers;
    this.#owner = owner;
    // One trait may be merged into several objects, and its values are others in each of them.
    this.id = `${layers.map(({ id }) => id).join(" over ")} in ${owner}`;
  }

  /** `undefined` where the winner is `null` or nothing is given. A value that nobody else adds to stays the node that it is. */
  static of(layers: readonly DocumentNode[], owner: string): DocumentNode | undefined {
    const [top] = layers;
    if (top === undefined || top.resolve().kind === "null") return undefined;
    const objects = objectsOf(layers);
    return objects === undefined ? top : new MergedNode(objects, owner);
  }

  get kind(): DocumentNode["kind"] {
    return this.#top.kind;
  }

  get pointer(): string {
    return this.#top.pointer;
  }

  get file(): string {
    return this.#top.file;
  }

  get value(): JsonValue {
    if (this.kind !== "object") return this.#top.value;
    const record: Record<string, JsonValue> = Object.create(null);
    for (const [key, node] of this.entries()) record[key] = node.value;
    return record;
  }

  place(part?: "value" | "key"): Place {
    return this.#top.place(part);
  }

  get(key: string): DocumentNode | undefined {
    const layers = this.#layers.flatMap((layer) => layer.get(key) ?? []);
    const [top] = layers;
    if (top === undefined || top.resolve().kind === "null") return undefined;
    const objects = objectsOf(layers);
    if (objects !== undefined) return new MergedNode(objects, this.#owner);
    return this.#within(top);
  }

  entries(): readonly (readonly [string, DocumentNode])[] {
    const keys = new Set(this.#layers.flatMap((layer) => layer.entries().map(([key]) => key)));
    return [...keys].flatMap((key) => {
      const node = this.get(key);
      return node === undefined ? [] : [[key, node] as const];
    });
  }

  items(): readonly DocumentNode[] {
    return this.#top.items().map((item) => this.#within(item));
  }

  resolve(): DocumentNode {
    return this;
  }

  /** A reference leads to what everybody shares; what stands here belongs to the merged object. */
  #within(node: DocumentNode): DocumentNode {
    return node.reference === undefined ? new MergedNode([node], this.#owner) : node;
  }
}

/** The objects that merge, where there are two at least: a value that is none hides what lies below it. */
function objectsOf(layers: readonly DocumentNode[]): readonly [DocumentNode, ...DocumentNode[]] | undefined {
  const resolved = layers.map((layer) => layer.resolve());
  const end = resolved.findIndex(({ kind }) => kind !== "object");
  const [top, ...below] = new Set(end === -1 ? resolved : resolved.slice(0, end));
  return top === undefined || below.length === 0 ? undefined : [top, ...below];
}
