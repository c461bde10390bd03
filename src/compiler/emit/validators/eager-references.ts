import { type Schema, schemasIn } from "../../model/index.ts";

/** Named schemas that a validator's expression touches when its module is loaded: all but those behind the properties of an object, which wait in getters. */
export function eagerReferences(schema: Schema): readonly string[] {
  if (schema.kind === "reference") return [schema.target];
  if (schema.kind !== "object") return schemasIn(schema).flatMap(eagerReferences);
  return schemasIn({ ...schema, properties: [] }).flatMap(eagerReferences);
}
