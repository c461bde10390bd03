import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";

/** Reads one object of an extension: wrong types are reported at their place, and `end` reports the keys that nobody asked for. */
export class StrictReader {
  readonly node: DocumentNode;
  readonly where: string;
  readonly sink: DiagnosticSink;
  readonly #asked = new Set<string>();

  constructor(node: DocumentNode, where: string, sink: DiagnosticSink) {
    this.node = node;
    this.where = where;
    this.sink = sink;
    if (node.kind !== "object") this.wrong(node, where, "an object");
  }

  has(key: string): boolean {
    this.#asked.add(key);
    return this.#get(key) !== undefined;
  }

  /** The node under a key, whatever it holds; a reference stays one. */
  raw(key: string): DocumentNode | undefined {
    this.#asked.add(key);
    return this.#get(key);
  }

  missing(key: string): void {
    this.sink.report("extension-missing", this.node, { key, where: this.where });
  }

  unused(problem: string, key: string): void {
    this.sink.report("extension-unused", this.#get(key) ?? this.node, { problem }, { part: "key" });
  }

  combination(problem: string, instead: string, key?: string): void {
    this.sink.report("extension-combination", (key === undefined ? undefined : this.#get(key)) ?? this.node, { problem, instead });
  }

  /** `wanted` completes "must be …". */
  wrong(node: DocumentNode, key: string, wanted: string): void {
    this.sink.report("extension-type", node, { key, wanted, found: found(node) });
  }

  /** Call last. `also` are keys that somebody else reads. */
  end(also: readonly string[] = [], belongs: (key: string) => string | undefined = () => undefined): void {
    const known = [...new Set([...this.#asked, ...also])];
    if (this.node.kind !== "object") return;
    for (const [key, value] of this.node.entries()) {
      if (known.includes(key)) continue;
      const parameters = { key, where: this.where, belongs: belongs(key), suggestion: suggest(key, known), known };
      this.sink.report("extension-key", value, parameters, { part: "key" });
    }
  }

  #get(key: string): DocumentNode | undefined {
    return this.node.kind === "object" ? this.node.get(key) : undefined;
  }
}

function found(node: DocumentNode): string {
  if (node.kind === "object") return "an object";
  if (node.kind === "array") return "a list";
  return JSON.stringify(node.value);
}
