import type { Schema } from "../../model/index.ts";
import { describe, jsonTypeOf } from "./describe.ts";
import { resolveReference, type Spot, type Walk } from "./walk.ts";

/** Members of a union; any other schema is its own single alternative. */
export function alternativesOf(schema: Schema): readonly Schema[] | undefined {
  return schema.kind === "union" || schema.kind === "discriminated" ? schema.members : undefined;
}

/**
 * Equal alternatives are taken out first; of the others those of one name, then those of one type are the same alternative, changed. What
 * remains came or went.
 */
export function compareAlternatives(before: readonly Schema[], after: readonly Schema[], spot: Spot, walk: Walk): void {
  const old = [...before];
  const now = [...after];
  const pair = (same: (a: Schema, b: Schema) => boolean, found: (a: Schema, b: Schema) => void): void => {
    for (const a of [...old]) {
      const b = now.find((candidate) => same(a, candidate));
      if (b === undefined) continue;
      old.splice(old.indexOf(a), 1);
      now.splice(now.indexOf(b), 1);
      found(a, b);
    }
  };
  pair(
    (a, b) => walk.fingerprint(a, "before") === walk.fingerprint(b, "after"),
    () => undefined,
  );
  const compare = (a: Schema, b: Schema): void => walk.compare(a, b, spot);
  pair((a, b) => a.kind === "reference" && b.kind === "reference" && describe(a, walk.before) === describe(b, walk.after), compare);
  const typeOf = (schema: Schema, side: "before" | "after"): string | undefined =>
    jsonTypeOf(resolveReference(schema, walk[side], "").schema);
  pair((a, b) => typeOf(a, "before") !== undefined && typeOf(a, "before") === typeOf(b, "after"), compare);
  for (const gone of old) walk.report("alternative-removed", { name: describe(gone, walk.before) }, spot);
  for (const fresh of now) walk.report("alternative-added", { name: describe(fresh, walk.after) }, spot);
}
