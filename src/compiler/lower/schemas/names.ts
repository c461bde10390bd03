import { type Allocated, allocateNames, type Claim, keyCandidates, schemaFile, titleCandidates, typeName } from "../names/index.ts";
import type { SchemaDraft } from "./draft.ts";

export interface SchemaName extends Allocated {
  /** Output path without extension. */
  readonly file: string;
}

/**
 * A name and a file for each schema: its title where no other has it, else its key. A component schema keeps the key that others come to as well, and
 * each of the others is called after its whole place in the document. What stands inside a named schema is called after it and shares its file, so
 * what stands on its own is named first.
 */
export function nameSchemas(drafts: readonly SchemaDraft[], taken: ReadonlySet<string>): ReadonlyMap<string, SchemaName> {
  const known = new Map(drafts.map((draft) => [draft.id, draft]));
  const ownerOf = ({ owner }: SchemaDraft): SchemaDraft | undefined => (owner === undefined ? undefined : known.get(owner));
  const owners = drafts.filter((draft) => ownerOf(draft) === undefined);
  const names = new Map(allocateNames(owners.map(claimOf), { make: typeName, taken }));
  const inner = drafts.flatMap((draft): Claim[] => {
    const owner = ownerOf(draft);
    return owner === undefined ? [] : [claimInside(draft, owner, names.get(owner.id)?.name ?? "")];
  });
  const held = [...names.values()].map(({ name }) => name);
  for (const [id, allocated] of allocateNames(inner, { make: typeName, taken, held })) names.set(id, allocated);
  return new Map(
    drafts.map((draft) => {
      const own = names.get(draft.id) ?? { name: "" };
      const owner = names.get(draft.owner ?? draft.id) ?? own;
      return [draft.id, { ...own, file: schemaFile(owner.name) }];
    }),
  );
}

function claimOf(draft: SchemaDraft): Claim {
  const isComponent = /^\/components\/schemas\/[^/]+$/.test(draft.pointer);
  const rank = isComponent ? 0 : 100 + draft.path.length;
  const users = draft.usedBy.length === 1 ? draft.usedBy.map((text) => ({ text, rank: rank + 1, isTry: true })) : [];
  const [key = "", ...rest] = draft.path;
  return {
    id: draft.id,
    candidates: [
      ...titleCandidates(draft.title, rank + 1),
      ...users,
      ...(rest.length === 0 ? keyCandidates(key, rank) : [{ text: spoken(draft.path), rank }]),
      ...byPlace(draft, rank),
    ],
  };
}

function claimInside(draft: SchemaDraft, owner: SchemaDraft, ownerName: string): Claim {
  const rank = draft.path.length;
  const text = spoken([ownerName, ...draft.path.slice(owner.path.length)]);
  return { id: draft.id, candidates: [...titleCandidates(draft.title, rank), { text, rank }, ...byPlace(draft, rank)] };
}

/** Whoever comes to a name by its place has less right to it than all whose own it is. */
function byPlace({ pointer, path }: SchemaDraft, rank: number): Claim["candidates"] {
  const isOfFile = !/^\/(?:components|channels|operations|definitions|\$defs)\//.test(pointer);
  const place = spoken([...(isOfFile ? path.slice(0, 1) : []), ...wordsOf(pointer)]);
  return [place, `${place} Schema`].map((text) => ({ text, rank: 1000 + rank }));
}

/** A word without letters would vanish and give a schema the name of its owner. */
function spoken(words: readonly string[]): string {
  return words.map((word) => (/[\p{L}\p{N}\p{S}]/u.test(word) ? word : "unnamed")).join(" ");
}

/** All words of a pointer, with those that every pointer has left out. */
function wordsOf(pointer: string): readonly string[] {
  return pointer.split("/").filter((token) => !/^(|components|properties|channels|messages|schemas)$/.test(token));
}
