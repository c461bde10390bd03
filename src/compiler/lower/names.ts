import type { DiagnosticSink } from "../diagnostics/index.ts";
import type { DocumentNode } from "../document/node.ts";
import { camelName, fileName, pascalName } from "../naming/index.ts";

/**
 * Every name of the output that is not a schema's is decided here, once, from where the document has the thing. Adding an unrelated thing
 * renames nothing: who keeps a contested name follows from the identities, not from the order of the document.
 */
export interface Named {
  readonly id: string;
  /** The text that the name is made of. */
  readonly wanted: string;
  /** A longer one, for when another has that name. */
  readonly otherwise?: string;
  readonly node: DocumentNode;
}

export interface NameOptions {
  readonly make: (text: string) => string;
  readonly sink: DiagnosticSink;
  /** Names that a name brings with it, e.g. of types that start with it; none of them may be taken. */
  readonly brings?: (name: string) => readonly string[];
  /** Names that other things have; the new ones are added. */
  readonly taken?: TakenNames;
}

/** Names that differ only in case count as one, because file systems say so. */
export class TakenNames {
  readonly #names = new Set<string>();
  readonly #folded = new Set<string>();

  constructor(names: Iterable<string> = []) {
    this.add(...names);
  }

  add(...names: readonly string[]): void {
    for (const name of names) {
      this.#names.add(name);
      this.#folded.add(folded(name));
    }
  }

  /** As they were given: those who compare fold them in their own way. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }

  has(name: string): boolean {
    return this.#folded.has(folded(name));
  }
}

/** A name for each thing, by identity. Of several that want one name a component keeps it, else the one whose place in the document sorts first. */
export function assignNames(kind: string, things: readonly Named[], options: NameOptions): ReadonlyMap<string, string> {
  const { make, sink, brings = (name) => [name], taken = new TakenNames() } = options;
  const isFree = (name: string): boolean => !brings(name).some((brought) => taken.has(brought));
  const names = new Map<string, string>();
  for (const thing of [...things].sort(byClaim)) {
    if (names.has(thing.id)) continue;
    const name = make(thing.wanted);
    const longer = thing.otherwise === undefined ? name : make(thing.otherwise);
    let free = isFree(name) ? name : longer;
    for (let count = 2; !isFree(free); count++) free = `${longer}${count}`;
    taken.add(...brings(free));
    names.set(thing.id, free);
    if (free !== name) sink.report("name-collision", thing.node, { kind, name, used: free }, { part: "key" });
  }
  return names;
}

function byClaim(a: Named, b: Named): number {
  return Number(isComponent(b.id)) - Number(isComponent(a.id)) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const isComponent = (id: string): boolean => /#\/components\/[^/]+\/[^/]+$/.test(id);

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

/** Types that every output exports, whatever the document says. */
export const fixedTypes: readonly string[] = ["contract", "Context", "ContractHandlers", "Incoming", "Publish", "Workflows"];

export function handlersType(operation: string): string {
  return `${pascalName(operation)}Handlers`;
}

/** `index` is the file that lists the handlers. */
export function handlerFile(operation: string): string {
  const file = fileName(operation);
  return file === "index" ? "index-handlers" : file;
}

export function contractName(title: string): string {
  return fileName(title);
}

/** Last token of a pointer, decoded: the key under which the document has something. */
export function keyOf(pointer: string): string {
  const token = pointer.slice(pointer.lastIndexOf("/") + 1);
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
