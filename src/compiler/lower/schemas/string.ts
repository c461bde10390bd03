import { type FormatName, formatNames } from "../../../options/formats.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { StringSchema } from "../../model/index.ts";
import type { SchemaContext } from "./context.ts";
import { countAt, textAt } from "./keywords.ts";
import { lowerPattern } from "./pattern.ts";

export const stringKeywords = ["minLength", "maxLength", "pattern"] as const;

/** Formats that nobody can check are remarks, as those of OpenAPI's numbers are. */
export function formatAt(node: DocumentNode): FormatName | undefined {
  return formatNames.find((name) => name === node.get("format")?.value);
}

/** https://json-schema.org/draft-07/json-schema-validation#rfc.section.6.3 */
export function lowerString(node: DocumentNode, context: SchemaContext): StringSchema {
  const minLength = countAt(node, "minLength", context);
  const maxLength = countAt(node, "maxLength", context);
  const pattern = textAt(node, "pattern", context);
  const compiled = pattern === undefined ? undefined : lowerPattern(pattern, node.get("pattern") ?? node, context);
  const format = formatAt(node);
  const named = node.get("format")?.value;
  return {
    kind: "string",
    formats: format === undefined ? [] : [format],
    ...(format === undefined && typeof named === "string" ? { otherFormats: [named] } : {}),
    patterns: compiled === undefined ? [] : [compiled],
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}
