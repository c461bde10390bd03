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

/**
 * A name and a file for each schema. Where several would have one name, a component schema keeps it and each of the others is called after its whole
 * place in the document, so that what is added elsewhere renames nothing; what still collides gets a mark made of its identity.
 */
export function nameSchemas(drafts: readonly SchemaDraft[], rules: NameRules): ReadonlyMap<string, SchemaName> {
  const wanted = new Map(drafts.map((draft) => [draft.id, rules.pascalName(spoken(draft.path))]));
  const claims = new Map<string, SchemaDraft[]>();
  for (const draft of drafts) {
    const claim = folded(wanted.get(draft.id) ?? "");
    const claimants = claims.get(claim);
    if (claimants === undefined) claims.set(claim, [draft]);
    else claimants.push(draft);
  }
  const used = new Set([...rules.taken].map(folded));
  const names = new Map<string, string>();
  const settle = (draft: SchemaDraft, candidates: readonly string[]): void => {
    const name = candidates.find((candidate) => !used.has(folded(candidate))) ?? `${candidates[0] ?? ""}${mark(draft.id)}`;
    used.add(folded(name));
    names.set(draft.id, name);
  };
  const contested: { readonly draft: SchemaDraft; readonly alone: boolean }[] = [];
  for (const claimants of claims.values()) {
    const owner = firstClaim(claimants);
    if (owner !== undefined) settle(owner, [wanted.get(owner.id) ?? ""]);
    const others = claimants.filter((draft) => draft !== owner);
    contested.push(...others.map((draft) => ({ draft, alone: others.length === 1 })));
  }
  for (const { draft, alone } of contested.sort((a, b) => byId(a.draft, b.draft))) {
    const name = rules.pascalName(spoken(wordsOf(draft.pointer)));
    settle(draft, alone ? [name, `${name}Schema`] : [name]);
  }
  const known = new Map(drafts.map((draft) => [draft.id, draft]));
  return new Map(
    drafts.map((draft) => {
      const name = names.get(draft.id) ?? "";
      const first = wanted.get(draft.id);
      const owner = names.get(outermost(draft, known).id) ?? name;
      return [
        draft.id,
        { name, file: `schemas/${rules.fileName(owner)}`, ...(name === first || first === undefined ? {} : { wanted: first }) },
      ];
    }),
  );
}

/** A word without letters would vanish and give a schema the name of its owner. */
function spoken(words: readonly string[]): string {
  return words.map((word) => (/[\p{L}\p{N}\p{S}]/u.test(word) ? word : "unnamed")).join(" ");
}

/** The one claimant that is nearest to the top of the document, component schemas first; none where several are. */
function firstClaim(claimants: readonly SchemaDraft[]): SchemaDraft | undefined {
  const rank = (draft: SchemaDraft): number => (isComponent(draft) ? 0 : draft.path.length);
  const [first, second] = [...claimants].sort((a, b) => rank(a) - rank(b) || byId(a, b));
  if (first === undefined || second === undefined) return first;
  return isComponent(first) || rank(first) < rank(second) ? first : undefined;
}

/** All words of a pointer, with those that every pointer has left out. */
function wordsOf(pointer: string): readonly string[] {
  return pointer.split("/").filter((token) => !/^(|components|properties|channels|messages|schemas)$/.test(token));
}

function outermost(draft: SchemaDraft, known: ReadonlyMap<string, SchemaDraft>): SchemaDraft {
  const owner = draft.owner === undefined ? undefined : known.get(draft.owner);
  return owner === undefined || owner === draft ? draft : outermost(owner, known);
}

/** Names are told apart without case, because files are. */
const folded = (name: string): string => name.toLowerCase().replaceAll("_", "");

const isComponent = (draft: SchemaDraft): boolean => /^\/components\/schemas\/[^/]+$/.test(draft.pointer);

const byId = (a: SchemaDraft, b: SchemaDraft): number => (a.id < b.id ? -1 : 1);

/** Four characters that depend on the identity alone. */
function mark(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36).toUpperCase().padStart(4, "0").slice(-4);
}
