import { cyclesIn, referencesIn, type SchemaDeclaration } from "../model/index.ts";

/** For each declaration that is part of a cycle of references: the number of its cycle. */
export function cyclicReferences(declarations: readonly SchemaDeclaration[]): ReadonlyMap<string, number> {
  const edges = new Map(declarations.map((declaration) => [declaration.id, referencesIn(declaration.schema)]));
  return new Map(cyclesIn(edges).flatMap((ids, cycle) => ids.map((id) => [id, cycle] as const)));
}
