import type { Schema } from "../../model/index.ts";

/** Schemas that are made of another one and more, by its id: what `allOf` says inheritance is. */
export function heirsById(schemas: ReadonlyMap<string, Schema>): ReadonlyMap<string, readonly string[]> {
  const heirs = new Map<string, string[]>();
  for (const [id, schema] of schemas) {
    const whole = schema.kind === "refined" ? schema.schema : schema;
    for (const part of whole.kind === "allOf" ? whole.members : schema.kind === "refined" ? [whole] : []) {
      if (part.kind !== "reference") continue;
      heirs.set(part.target, [...(heirs.get(part.target) ?? []), id]);
    }
  }
  return heirs;
}
