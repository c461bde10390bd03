import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import { type AllocationOptions, allocateNames, type Claim } from "./allocate.ts";

/** A thing of the document that needs a name. */
export interface Named extends Claim {
  readonly node: DocumentNode;
}

export interface NameOptions extends AllocationOptions {
  readonly sink: DiagnosticSink;
}

/** A name for each thing, by identity; where one could not have its own, the document's author is told. */
export function assignNames(kind: string, things: readonly Named[], options: NameOptions): ReadonlyMap<string, string> {
  const nodes = new Map(things.map(({ id, node }) => [id, node]));
  const allocated = allocateNames(things, options);
  for (const [id, { name, missed }] of allocated) {
    const node = nodes.get(id);
    if (node === undefined || missed === undefined) continue;
    const taken = missed.because === "taken";
    options.sink.report("name-collision", node, { kind, name: missed.name, used: name, taken }, { part: "key" });
  }
  return new Map([...allocated].map(([id, { name }]) => [id, name]));
}
