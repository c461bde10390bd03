import type { Declarations } from "./declarations.ts";

/** Equal for parts of schemas that accept the same, whatever names they go by. */
export type Fingerprint = (value: unknown, side: "before" | "after") => string;

/** Descriptions and places say nothing about values. */
const silent = new Set(["description", "title", "deprecated", "pointer", "id", "readOnly"]);

/**
 * Each named schema is read once and stands for a number afterwards, so the work is linear however often a name is used. A name inside its own
 * definition stands for itself.
 */
export function fingerprints(before: Declarations, after: Declarations): Fingerprint {
  const numbers = new Map<string, number>();
  const known = { before: new Map<string, string>(), after: new Map<string, string>() };

  const ofName = (target: string, side: "before" | "after"): string => {
    const found = known[side].get(target);
    if (found !== undefined) return found;
    const declaration = (side === "before" ? before : after).get(target);
    if (declaration === undefined) return target;
    known[side].set(target, `inside ${declaration.name}`);
    const text = of(declaration.schema, side);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    known[side].set(target, `schema ${number}`);
    return `schema ${number}`;
  };
  const expand = (value: unknown, side: "before" | "after"): unknown => {
    if (Array.isArray(value)) return value.map((item) => expand(item, side));
    if (typeof value !== "object" || value === null) return value;
    if ("kind" in value && value.kind === "reference" && "target" in value) return ofName(String(value.target), side);
    const isOurs = "kind" in value || "schema" in value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => (isOurs && silent.has(key) ? [] : [[key, expand(item, side)]])),
    );
  };
  const of: Fingerprint = (value, side) => JSON.stringify(expand(value, side)) ?? "";
  return of;
}
