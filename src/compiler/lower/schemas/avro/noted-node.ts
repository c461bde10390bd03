import type { DocumentNode } from "../../../document/node.ts";

/** A schema with what its field says of it; a named type stays a reference. */
export class NotedNode implements DocumentNode {
  /** A publisher that leaves it out gets the default. */
  readonly isFilledIn: boolean;
  readonly parent = undefined;
  readonly #schema: DocumentNode;
  readonly #description: DocumentNode;

  constructor(schema: DocumentNode, description: DocumentNode, isFilledIn: boolean) {
    this.#schema = schema;
    this.#description = description;
    this.isFilledIn = isFilledIn;
  }

  get kind(): DocumentNode["kind"] {
    return this.#schema.kind;
  }

  get pointer(): string {
    return this.#schema.pointer;
  }

  get file(): string {
    return this.#schema.file;
  }

  get id(): string {
    return this.#schema.id;
  }

  get value(): DocumentNode["value"] {
    return this.#schema.value;
  }

  place(part?: "value" | "key"): ReturnType<DocumentNode["place"]> {
    return this.#schema.place(part);
  }

  get(key: string): DocumentNode | undefined {
    return key === "description" ? this.#description : this.#schema.get(key);
  }

  entries(): ReturnType<DocumentNode["entries"]> {
    return this.#schema.entries();
  }

  items(): readonly DocumentNode[] {
    return this.#schema.items();
  }

  get reference(): string | undefined {
    return this.#schema.reference;
  }

  resolve(): DocumentNode {
    return this.#schema.reference === undefined ? this : this.#schema.resolve();
  }
}

export function isFilledIn(node: DocumentNode): boolean {
  return node instanceof NotedNode && node.isFilledIn;
}
