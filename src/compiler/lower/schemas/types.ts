import type { DocumentNode } from "../../document/node.ts";
import type { JsonType } from "../../model/index.ts";
import { report, type SchemaContext } from "./context.ts";
import { flagAt, shown } from "./keywords.ts";

export const allTypes: readonly JsonType[] = ["object", "array", "string", "number", "boolean", "null"];

export interface Types {
  /** In the order of the document. */
  readonly types: readonly JsonType[];
  /** `integer` without `number`. */
  readonly integer: boolean;
}

/** One type by its name, which is what most schemas have. */
const singles: ReadonlyMap<string, Types> = new Map<string, Types>([
  ...allTypes.map((type) => [type, { types: [type], integer: false }] as const),
  ["integer", { types: ["number"], integer: true }],
]);

/** `type`, and OpenAPI's `nullable` beside it. Absent: every type. */
export function typesOf(node: DocumentNode, context: SchemaContext): Types | undefined {
  const found = node.get("type");
  if (found === undefined) return undefined;
  if (typeof found.value === "string" && context.dialect !== "openapi") {
    const single = singles.get(found.value);
    if (single !== undefined) return single;
  }
  const written = (found.kind === "array" ? found.items() : [found]).flatMap((item) => {
    if (typeof item.value === "string" && isWritten(item.value)) return [item.value];
    report(context, "schema-type", { type: shown(item) }, item);
    return [];
  });
  const nullable = context.dialect === "openapi" && flagAt(node, "nullable", context) === true;
  const types = new Set<JsonType>(written.map((type) => (type === "integer" ? "number" : type)));
  if (nullable) types.add("null");
  return { types: [...types], integer: written.includes("integer") && !written.includes("number") };
}

type Written = JsonType | "integer";

function isWritten(text: string): text is Written {
  return text === "integer" || allTypes.some((type) => type === text);
}

export function typeOfValue(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}
