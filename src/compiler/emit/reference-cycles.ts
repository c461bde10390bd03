import { cyclesIn, referencesIn, type SchemaDeclaration } from "../model/index.ts";

/** Which references cannot be followed while the modules of the schemas are loaded, as what they lead to waits for what they stand in. */
export function lateReferences(declarations: readonly SchemaDeclaration[]): (from: string, to: string) => boolean {
  const files = new Map(declarations.map(({ id, file }) => [id, file]));
  const targets = new Map(declarations.map(({ id, schema }) => [id, referencesIn(schema)]));
  const imports = new Map<string, string[]>();
  for (const [id, ids] of targets) {
    const file = files.get(id) ?? "";
    const others = ids.flatMap((target) => files.get(target) ?? []).filter((other) => other !== file);
    imports.set(file, [...(imports.get(file) ?? []), ...others]);
  }
  const cycles = groups(targets);
  // Two files may need parts of each other although no schema needs itself.
  const fileCycles = groups(imports);
  return (from, to) => {
    if (cycles.has(from) && cycles.get(from) === cycles.get(to)) return true;
    const [file = "", other = ""] = [files.get(from), files.get(to)];
    return file !== other && fileCycles.has(file) && fileCycles.get(file) === fileCycles.get(other);
  };
}

/** For each node that leads back to itself: the number of its cycle. */
function groups(edges: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  return new Map(cyclesIn(edges).flatMap((ids, cycle) => ids.map((id) => [id, cycle] as const)));
}
