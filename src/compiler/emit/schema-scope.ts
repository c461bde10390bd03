import type { FormatMode, SchemaDeclaration } from "../model/index.ts";
import { lateReferences } from "./reference-cycles.ts";

/** The named schemas that a piece of code may refer to. */
export interface SchemaScope {
  /** Whether formats count where neither a message nor its channel says so. */
  readonly assertsFormats: boolean;
  /** @throws ReferenceError for an id that no declaration has: the lowering lost it. */
  declaration(id: string): SchemaDeclaration;
  /** Whether the named schema `to` must be looked up late inside `from`, because `to`, or its file, needs `from` itself. */
  isCyclic(from: string, to: string): boolean;
}

export function schemaScope(declarations: readonly SchemaDeclaration[], formats: FormatMode = "annotate"): SchemaScope {
  const known = new Map(declarations.map((declaration) => [declaration.id, declaration]));
  return {
    assertsFormats: formats === "assert",
    declaration: (id) => {
      const found = known.get(id);
      if (found === undefined) throw new ReferenceError(`No schema is declared for ${JSON.stringify(id)}.`);
      return found;
    },
    isCyclic: lateReferences(declarations),
  };
}
