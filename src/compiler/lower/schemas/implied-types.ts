import type { DocumentNode } from "../../document/node.ts";
import type { JsonType } from "../../model/index.ts";
import { conjunctsOf, typesOf } from "../reading/schema-nodes.ts";

/**
 * Types that the parts of a schema leave to its value, wherever they stand: what one part of `allOf` asserts holds for its neighbours, which
 * need not say it again. `undefined` where they say nothing, or contradict each other.
 */
export function impliedTypes(node: DocumentNode): ReadonlySet<JsonType> | undefined {
  const composed = node.reference !== undefined || ["allOf", "oneOf", "anyOf"].some((keyword) => node.get(keyword) !== undefined);
  if (!composed || conjunctsOf(node).some((part) => part.kind === "object" && part.get("nullable")?.value === true)) return undefined;
  return jsonTypesOf([node]);
}

/** Types that schemas which all hold leave to their value. */
export function jsonTypesOf(schemas: readonly DocumentNode[]): ReadonlySet<JsonType> | undefined {
  const types = typesOf(schemas);
  return types === undefined || types.size === 0 ? undefined : new Set([...types].flatMap((type) => jsonTypes.get(type) ?? []));
}

const jsonTypes: ReadonlyMap<string, JsonType> = new Map<string, JsonType>([
  ["integer", "number"],
  ...(["object", "array", "string", "number", "boolean", "null"] as const).map((type) => [type, type] as const),
]);
