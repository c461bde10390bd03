import type { DocumentNode } from "../../document/node.ts";
import { child } from "../reading/fields.ts";
import {
  choicesOf,
  conjunctsOf,
  itemOf,
  keysThatDemand,
  leastItems,
  propertyKeys,
  propertyOf,
  requires,
  typesOf,
} from "../reading/schema-nodes.ts";

/** Where a path leads that starts at a schema. */
export type PathResult =
  /** It exists in every valid value (`always`) or in some. One of the alternatives describes it, each by schemas that all hold. */
  | { readonly kind: "found"; readonly always: boolean; readonly alternatives: readonly (readonly DocumentNode[])[] }
  /** The schema does not tell. */
  | { readonly kind: "unknown" }
  | Impossible;

interface Impossible {
  readonly kind: "impossible";
  /** Which token of the path. */
  readonly at: number;
  /** Keys that there are instead. */
  readonly known: readonly string[];
  /** What the value before that token is, where it has no keys at all. */
  readonly types?: readonly string[];
}

/** Schemas that all hold, taken apart: lists of which one member holds stand beside them. */
interface Position {
  readonly parts: readonly DocumentNode[];
  readonly choices: readonly (readonly DocumentNode[])[];
  /** Something around says that the next key is there. */
  readonly isRequired: boolean;
}

const deepest = 64;

/** Follows a path of property names through schemas that all hold, through `allOf`, `oneOf` and `anyOf`. */
export function followPath(schemas: readonly DocumentNode[], path: readonly string[], at = 0, depth = 0): PathResult {
  const token = path[at];
  if (token === undefined) return { kind: "found", always: true, alternatives: [schemas] };
  if (depth > deepest) return { kind: "unknown" };
  const parts = schemas.flatMap((schema) => conjunctsOf(schema));
  return step({ parts, choices: choicesOf(parts), isRequired: false }, path, at, depth);
}

function step({ parts, choices, isRequired: before }: Position, path: readonly string[], at: number, depth: number): PathResult {
  const token = path[at] ?? "";
  const isIndex = /^(0|[1-9]\d*)$/.test(token);
  const types = typesOf(parts);
  const holders = types === undefined ? undefined : [...types].filter((type) => type === "object" || (isIndex && type === "array"));
  if (types !== undefined && types.size > 0 && holders?.length === 0) return { kind: "impossible", at, known: [], types: [...types] };
  // Null or a text in the place of an object has no keys.
  const isHolder = types === undefined || holders?.length === types.size;
  const next = (schemas: readonly DocumentNode[], isThere: boolean): PathResult =>
    weakened(followPath(schemas, path, at + 1, depth + 1), isThere && isHolder);

  const isRequired = before || isDemanded(parts, choices, token);
  const described = parts.flatMap((part) => propertyOf(part, token) ?? []);
  const properties = described.length > 0 ? described : parts.flatMap((part) => schemaAt(part, "additionalProperties"));
  if (properties.length > 0 && !(isIndex && types?.has("object") === false))
    return chosen(next(properties, isRequired), choices, token, path.length === at + 1);
  const items = isIndex ? parts.flatMap((part) => itemOf(part, Number(token)) ?? []) : [];
  if (items.length > 0)
    return next(
      items,
      parts.some((part) => leastItems(part) > Number(token)),
    );

  const results = choices.map((choice) =>
    either(
      choice.map((member) => {
        const inner = conjunctsOf(member);
        return depth > deepest
          ? { kind: "unknown" }
          : step({ parts: [...parts, ...inner], choices: choicesOf(inner), isRequired }, path, at, depth + 1);
      }),
    ),
  );
  const found = results.find(({ kind }) => kind === "found");
  if (found !== undefined) return found;
  const blocked = results.find((result) => result.kind === "impossible" && result.types !== undefined);
  if (blocked !== undefined) return blocked;
  const known = [
    ...parts.flatMap(propertyKeys),
    ...results.flatMap((result) => (result.kind === "impossible" && result.at === at ? result.known : [])),
  ];
  if (parts.some(isClosed) && known.length > 0) return { kind: "impossible", at, known };
  if (isRequired) return next([], true);
  // Conditions and open maps may add keys; only a plain description of properties can exclude one.
  if (parts.some(isVague) || results.some(({ kind }) => kind === "unknown") || known.length === 0) return { kind: "unknown" };
  return { kind: "impossible", at, known };
}

function isDemanded(parts: readonly DocumentNode[], choices: readonly (readonly DocumentNode[])[], token: string): boolean {
  const isNamed = (key: string): boolean => parts.some((part) => requires(part, key));
  if (isNamed(token) || parts.some((part) => keysThatDemand(part, token).some(isNamed))) return true;
  return choices.some((choice) => choice.every((member) => demands(member, token)));
}

/** What the members of a choice say of the last key, beside what all say of it. */
function chosen(result: PathResult, choices: readonly (readonly DocumentNode[])[], token: string, isLast: boolean): PathResult {
  if (!isLast || result.kind !== "found") return result;
  const described = choices.map((choice) => choice.map((member) => conjunctsOf(member).flatMap((part) => propertyOf(part, token) ?? [])));
  const narrowing = described.find((members) => members.every((schemas) => schemas.length > 0));
  if (narrowing === undefined) return result;
  return { ...result, alternatives: result.alternatives.flatMap((schemas) => narrowing.map((more) => [...schemas, ...more])) };
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
      alternatives: found.flatMap(({ alternatives }) => alternatives),
    };
  }
  const impossible = results.filter((result) => result.kind === "impossible");
  const types = impossible.flatMap((result) => result.types ?? []);
  return {
    kind: "impossible",
    at: Math.max(...impossible.map(({ at }) => at)),
    known: impossible.flatMap(({ known }) => known),
    ...(impossible.every((result) => result.types !== undefined) ? { types: [...new Set(types)] } : {}),
  };
}

/** A schema for the keys that are not described. */
function schemaAt(part: DocumentNode, key: string): readonly DocumentNode[] {
  const schema = child(part, key);
  return schema?.kind === "object" ? [schema] : [];
}

function isClosed(schema: DocumentNode): boolean {
  return child(schema, "additionalProperties")?.value === false && child(schema, "patternProperties") === undefined;
}

const conditional = ["if", "patternProperties", "dependencies", "dependentSchemas"] as const;

function isVague(schema: DocumentNode): boolean {
  if (schema.kind !== "object") return true;
  const additional = child(schema, "additionalProperties");
  return conditional.some((key) => schema.get(key) !== undefined) || (additional !== undefined && additional.value !== false);
}
