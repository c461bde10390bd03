import type { DocumentNode } from "../../document/node.ts";
import { child } from "../reading/fields.ts";
import { choicesOf, conjunctsOf, propertyKeys, propertyOf, requires } from "./schema-nodes.ts";

/** Where a path leads that starts at a schema. */
export type PathResult =
  /** It exists in every valid value (`always`) or in some; `leaves` are the schemas that describe it. */
  | { readonly kind: "found"; readonly always: boolean; readonly leaves: readonly DocumentNode[] }
  /** The schema does not tell. */
  | { readonly kind: "unknown" }
  | { readonly kind: "impossible"; readonly at: number; readonly known: readonly string[] };

const deepest = 64;

/** Follows a path of property names through schemas that all hold, through `allOf`, `oneOf` and `anyOf`. */
export function followPath(schemas: readonly DocumentNode[], path: readonly string[], at = 0, depth = 0): PathResult {
  const token = path[at];
  if (token === undefined) return { kind: "found", always: true, leaves: schemas };
  if (depth > deepest) return { kind: "unknown" };
  const parts = schemas.flatMap((schema) => conjunctsOf(schema));
  const choices = choicesOf(parts);
  const properties = parts.flatMap((part) => propertyOf(part, token) ?? []);
  if (properties.length > 0) {
    const isRequired =
      parts.some((part) => requires(part, token)) || choices.some((choice) => choice.every((member) => demands(member, token)));
    return weakened(followPath(properties, path, at + 1, depth + 1), isRequired);
  }
  const items = /^(0|[1-9]\d*)$/.test(token)
    ? parts.flatMap((part) => child(part, "items") ?? []).filter(({ kind }) => kind === "object")
    : [];
  if (items.length > 0) return weakened(followPath(items, path, at + 1, depth + 1), false);
  const results = choices.map((choice) => either(choice.map((member) => followPath([member], path, at, depth + 1))));
  const found = results.find(({ kind }) => kind === "found");
  if (found !== undefined) return found;
  // Conditions and open maps may add keys; only a plain description of properties can exclude one.
  if (parts.some(isVague) || results.some(({ kind }) => kind === "unknown")) return { kind: "unknown" };
  const known = [
    ...parts.flatMap(propertyKeys),
    ...results.flatMap((result) => (result.kind === "impossible" && result.at === at ? result.known : [])),
  ];
  return known.length === 0 ? { kind: "unknown" } : { kind: "impossible", at, known };
}

function demands(schema: DocumentNode, token: string): boolean {
  return conjunctsOf(schema).some((part) => requires(part, token));
}

function weakened(result: PathResult, isRequired: boolean): PathResult {
  return result.kind === "found" && !isRequired ? { ...result, always: false } : result;
}

/** Of alternatives one holds. */
function either(results: readonly PathResult[]): PathResult {
  const found = results.filter((result) => result.kind === "found");
  if (results.some(({ kind }) => kind === "unknown")) return { kind: "unknown" };
  if (found.length > 0) {
    return {
      kind: "found",
      always: found.length === results.length && found.every(({ always }) => always),
      leaves: found.flatMap(({ leaves }) => leaves),
    };
  }
  const impossible = results.filter((result) => result.kind === "impossible");
  return { kind: "impossible", at: Math.max(...impossible.map(({ at }) => at)), known: impossible.flatMap(({ known }) => known) };
}

function isVague(schema: DocumentNode): boolean {
  if (schema.kind !== "object") return true;
  const additional = child(schema, "additionalProperties");
  return (
    ["if", "patternProperties"].some((key) => schema.get(key) !== undefined) || (additional !== undefined && additional.value !== false)
  );
}
