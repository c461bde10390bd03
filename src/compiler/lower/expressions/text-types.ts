import type { DocumentNode } from "../../document/node.ts";
import type { Expression, Template, TextType } from "../../model/index.ts";
import { typesOf } from "../reading/schema-nodes.ts";
import type { MessageShape } from "./check-expression.ts";
import { followPath } from "./follow-path.ts";

const all: readonly TextType[] = ["boolean", "integer", "string"];

/** The template with what each part may be where it becomes text: `5` and `"5"` are one text and two values. */
export function withTextTypes(template: Template, shape: MessageShape): Template {
  return template.map((part) => {
    if (typeof part === "string" || (part.kind !== "payload" && part.kind !== "header")) return part;
    return { ...part, textTypes: textTypesOf(part, shape) };
  });
}

function textTypesOf({ kind, path }: Extract<Expression, { readonly path: unknown }>, shape: MessageShape): readonly TextType[] {
  const schemas = [shape[kind === "payload" ? "payload" : "headers"], shape.given?.[kind === "payload" ? "payload" : "headers"]].filter(
    (schema) => schema !== undefined,
  );
  const result = schemas.length === 0 ? undefined : followPath(schemas, path);
  if (result?.kind !== "found") return all;
  const found = new Set(result.alternatives.flatMap(typesOfAlternative));
  return all.filter((type) => found.has(type));
}

function typesOfAlternative(schemas: readonly DocumentNode[]): readonly TextType[] {
  const types = typesOf(schemas);
  if (types === undefined) return all;
  return all.filter((type) => types.has(type) || (type === "integer" && types.has("number")));
}
