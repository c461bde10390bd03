import { camelName, fileName, pascalName } from "../code/index.ts";
import type { DiagnosticSink } from "../diagnostics/index.ts";
import type { DocumentNode } from "../document/node.ts";

/**
 * Every name of the output that is not a schema's is decided here, once, from where the document has the thing. Adding an unrelated thing
 * renames nothing: who keeps a contested name follows from the identities, not from the order of the document.
 */
export interface Named {
  readonly id: string;
  /** The text that the name is made of. */
  readonly wanted: string;
  readonly node: DocumentNode;
}

/** A name for each thing, by identity. Names that differ only in case count as equal, because file systems say so. */
export function assignNames(
  kind: string,
  things: readonly Named[],
  make: (text: string) => string,
  sink: DiagnosticSink,
  taken: Iterable<string> = [],
): ReadonlyMap<string, string> {
  const used = new Set([...taken].map(folded));
  const names = new Map<string, string>();
  for (const thing of [...things].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    if (names.has(thing.id)) continue;
    const name = make(thing.wanted);
    let free = name;
    for (let count = 2; used.has(folded(free)); count++) free = `${name}${count}`;
    used.add(folded(free));
    names.set(thing.id, free);
    if (free !== name) sink.report("name-collision", thing.node, { kind, name, used: free }, { part: "key" });
  }
  return names;
}

const folded = (name: string): string => name.toLowerCase().replaceAll("_", "");

/**
 * Members that a generated object must not have: `then` would make it a thenable, `dispatch` is ours.
 * @see HandlerContext in boost-gen/runtime
 */
const unsafeMembers: ReadonlySet<string> = new Set([
  "then",
  "dispatch",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "toJSON",
]);

export function memberName(text: string): string {
  const name = camelName(text);
  return unsafeMembers.has(name) ? `${name}_` : name;
}

export function typeName(text: string): string {
  return pascalName(text);
}

export function contractName(title: string): string {
  return fileName(title);
}

/** Last token of a pointer, decoded: the key under which the document has something. */
export function keyOf(pointer: string): string {
  const token = pointer.slice(pointer.lastIndexOf("/") + 1);
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
