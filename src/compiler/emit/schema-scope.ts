import type { SchemaDeclaration } from "../model/index.ts";
import { cyclicReferences } from "./reference-cycles.ts";

/** The named schemas that a piece of code may refer to. */
export interface SchemaScope {
  /** @throws ReferenceError for an id that no declaration has: the lowering lost it. */
  declaration(id: string): SchemaDeclaration;
  /** The same, or nothing. */
  find(id: string): SchemaDeclaration | undefined;
  /** Only where it is declared and how it is called: who needs no more is not concerned by what it says. */
  place(id: string): Pick<SchemaDeclaration, "file" | "name">;
  /** Whether the named schema `to` must be looked up late inside `from`, because `to` needs `from` itself. */
  isCyclic(from: string, to: string): boolean;
}

export function schemaScope(declarations: readonly SchemaDeclaration[]): SchemaScope {
  const known = new Map(declarations.map((declaration) => [declaration.id, declaration]));
  const cycles = cyclicReferences(declarations);
  const declaration = (id: string): SchemaDeclaration => {
    const found = known.get(id);
    if (found === undefined) throw new ReferenceError(`No schema is declared for ${JSON.stringify(id)}.`);
    return found;
  };
  return {
    find: (id) => known.get(id),
    declaration,
    place: declaration,
    isCyclic: (from, to) => {
      const group = cycles.get(from);
      return group !== undefined && group === cycles.get(to);
    },
  };
}
