import { type Allocated, allocateNames, type Claim, schemaFile, typeName } from "../names/index.ts";
import type { SchemaDraft } from "./draft.ts";

export interface SchemaName extends Allocated {
  /** Output path without extension. */
  readonly file: string;
}

/**
 * A name and a file for each schema. A component schema keeps the name that others want too, and each of the others is called after its whole place
 * in the document. What stands inside a named schema is called after it and shares its file.
 */
export function nameSchemas(drafts: readonly SchemaDraft[], taken: ReadonlySet<string>): ReadonlyMap<string, SchemaName> {
  const names = allocateNames(drafts.map(claimOf), { make: typeName, taken });
  const known = new Map(drafts.map((draft) => [draft.id, draft]));
  return new Map(
    drafts.map((draft) => {
      const own = names.get(draft.id) ?? { name: "" };
      const owner = names.get(outermost(draft, known).id) ?? own;
      return [draft.id, { ...own, file: schemaFile(owner.name) }];
    }),
  );
}

function claimOf(draft: SchemaDraft): Claim {
  const place = spoken(wordsOf(draft.pointer));
  const rank = isComponent(draft) ? 0 : draft.path.length;
  return {
    id: draft.id,
    candidates: [
      { text: spoken(draft.path), rank },
      { text: place, rank: far + rank },
      { text: `${place} Schema`, rank: far + rank },
    ],
  };
}

/** Whoever comes to a name by its place has less right to it than all whose own it is. */
const far = 1000;

/** A word without letters would vanish and give a schema the name of its owner. */
function spoken(words: readonly string[]): string {
  return words.map((word) => (/[\p{L}\p{N}\p{S}]/u.test(word) ? word : "unnamed")).join(" ");
}

/** All words of a pointer, with those that every pointer has left out. */
function wordsOf(pointer: string): readonly string[] {
  return pointer.split("/").filter((token) => !/^(|components|properties|channels|messages|schemas)$/.test(token));
}

function outermost(draft: SchemaDraft, known: ReadonlyMap<string, SchemaDraft>): SchemaDraft {
  const owner = draft.owner === undefined ? undefined : known.get(draft.owner);
  return owner === undefined || owner === draft ? draft : outermost(owner, known);
}

const isComponent = (draft: SchemaDraft): boolean => /^\/components\/schemas\/[^/]+$/.test(draft.pointer);
