import type { SchemaDraft } from "./draft.ts";

/** How many schemas share the name that each would have, decided for all of them at once, so that the order of the document does not matter. */
export interface NameRules {
  /** PascalCase, reserved words avoided. */
  readonly pascalName: (text: string) => string;
  /** kebab-case, safe on every file system. */
  readonly fileName: (text: string) => string;
  /** Names that other exports of the output have. */
  readonly taken: ReadonlySet<string>;
}

export interface SchemaName {
  readonly name: string;
  /** Output path without extension. */
  readonly file: string;
  /** The name that it would have had, when another has that. */
  readonly wanted?: string;
}

/** A name and a file for each schema. Collisions are settled by identity: component schemas first, then by pointer; later ones get a number. */
export function nameSchemas(drafts: readonly SchemaDraft[], rules: NameRules): ReadonlyMap<string, SchemaName> {
  const used = new Set([...rules.taken].map(folded));
  const names = new Map<string, { readonly name: string; readonly wanted: string }>();
  for (const draft of [...drafts].sort(byClaim)) {
    const wanted = rules.pascalName(draft.path.join(" "));
    const name = firstFree(wanted, used);
    used.add(folded(name));
    names.set(draft.id, { name, wanted });
  }
  const known = new Map(drafts.map((draft) => [draft.id, draft]));
  return new Map(drafts.map((draft) => {
    const { name, wanted } = names.get(draft.id) ?? { name: "", wanted: "" };
    const owner = names.get(outermost(draft, known).id)?.name ?? name;
    return [draft.id, { name, file: `schemas/${rules.fileName(owner)}`, ...(name === wanted ? {} : { wanted }) }];
  }));
}

function outermost(draft: SchemaDraft, known: ReadonlyMap<string, SchemaDraft>): SchemaDraft {
  const owner = draft.owner === undefined ? undefined : known.get(draft.owner);
  return owner === undefined || owner === draft ? draft : outermost(owner, known);
}

/** Names are told apart without case, because files are. */
const folded = (name: string): string => name.toLowerCase().replaceAll("_", "");

function firstFree(wanted: string, used: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; used.has(folded(name)); count++) name = `${wanted}${count}`;
  return name;
}

/** Component schemas have the first claim on their name, then what lies less deep, then by identity. */
function byClaim(a: SchemaDraft, b: SchemaDraft): number {
  return rank(a) - rank(b) || a.path.length - b.path.length || (a.id < b.id ? -1 : 1);
}

const rank = (draft: SchemaDraft): number => (/^\/components\/schemas\/[^/]+$/.test(draft.pointer) ? 0 : 1);
