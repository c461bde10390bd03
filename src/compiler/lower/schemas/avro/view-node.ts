import type { Place } from "../../../diagnostics/index.ts";
import type { DocumentNode, JsonValue } from "../../../document/index.ts";

type Scalar = null | boolean | number | string;
export type ViewContent = Scalar | readonly DocumentNode[] | ReadonlyMap<string, DocumentNode>;

/** A piece of JSON Schema that stands for a piece of Avro, at whose place it is found; so whoever reads JSON Schema reads Avro as well. */
export class ViewNode implements DocumentNode {
  readonly id: string;
  readonly parent = undefined;
  readonly #at: DocumentNode;
  readonly #content: () => ViewContent;
  #known: ViewContent | undefined;

  /** `content` is asked for when it is needed, since a schema may contain itself. */
  constructor(at: DocumentNode, id: string, content: () => ViewContent) {
    this.#at = at;
    this.id = id;
    this.#content = content;
  }

  get #value(): ViewContent {
    if (this.#known === undefined) this.#known = this.#content();
    return this.#known;
  }

  get kind(): DocumentNode["kind"] {
    const value = this.#value;
    if (value === null) return "null";
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return typeof value as "string" | "number" | "boolean";
    return value instanceof Map ? "object" : "array";
  }

  get pointer(): string {
    return this.#at.pointer;
  }

  get file(): string {
    return this.#at.file;
  }

  get value(): JsonValue {
    const value = this.#value;
    if (value instanceof Map) {
      const record: Record<string, JsonValue> = Object.create(null);
      for (const [key, node] of value as ReadonlyMap<string, DocumentNode>) record[key] = node.value;
      return record;
    }
    return Array.isArray(value) ? value.map((item: DocumentNode) => item.value) : (value as Scalar);
  }

  place(part?: "value" | "key"): Place {
    return this.#at.place(part);
  }

  get(key: string): DocumentNode | undefined {
    const value = this.#value;
    return value instanceof Map ? (value as ReadonlyMap<string, DocumentNode>).get(key) : undefined;
  }

  entries(): readonly (readonly [string, DocumentNode])[] {
    const value = this.#value;
    return value instanceof Map ? [...(value as ReadonlyMap<string, DocumentNode>)] : [];
  }

  items(): readonly DocumentNode[] {
    const value = this.#value;
    return Array.isArray(value) ? value : [];
  }

  get reference(): string | undefined {
    return undefined;
  }

  resolve(): DocumentNode {
    return this;
  }
}

/** The use of a named type: where it is used, and what it leads to. */
export class ViewReference implements DocumentNode {
  readonly kind = "object";
  readonly value: JsonValue = {};
  readonly reference: string;
  readonly id: string;
  readonly parent = undefined;
  readonly #at: DocumentNode;
  readonly #target: () => DocumentNode;

  constructor(at: DocumentNode, name: string, target: () => DocumentNode) {
    this.#at = at;
    this.id = `${at.id} uses ${name}`;
    this.reference = name;
    this.#target = target;
  }

  get pointer(): string {
    return this.#at.pointer;
  }

  get file(): string {
    return this.#at.file;
  }

  place(part?: "value" | "key"): Place {
    return this.#at.place(part);
  }

  get(): undefined {
    return undefined;
  }

  entries(): readonly (readonly [string, DocumentNode])[] {
    return [];
  }

  items(): readonly DocumentNode[] {
    return [];
  }

  resolve(): DocumentNode {
    return this.#target();
  }
}
