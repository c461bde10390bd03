import type { DocumentNode } from "../../document/node.ts";
import { child, entriesOf } from "../reading/fields.ts";

/** Of several schemas the constant that each has in one property and no other has there; nothing where no property tells them apart. */
export function tellingConstants(schemas: readonly (DocumentNode | undefined)[]): readonly string[] | undefined {
  const [first] = schemas;
  for (const [key] of entriesOf(child(first, "properties"))) {
    const values = schemas.map((schema) => constantOf(child(child(schema, "properties"), key)?.resolve()));
    const known = values.filter((value) => value !== undefined);
    if (known.length === schemas.length && new Set(known).size === known.length) return known;
  }
  return undefined;
}

function constantOf(schema: DocumentNode | undefined): string | undefined {
  const only = child(schema, "enum");
  const values = only?.kind === "array" ? only.items() : [];
  const value = child(schema, "const")?.value ?? (values.length === 1 ? values[0]?.value : undefined);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
