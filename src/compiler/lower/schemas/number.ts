import type { DocumentNode } from "../../document/node.ts";
import type { NumberSchema } from "../../model/index.ts";
import { report, type SchemaContext } from "./context.ts";
import { flagAt, numberAt, shown } from "./keywords.ts";

export const numberKeywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] as const;

/** https://json-schema.org/draft-07/json-schema-validation#rfc.section.6.2; in OpenAPI 3.0 the exclusive bounds are switches of the others. */
export function lowerNumber(node: DocumentNode, integer: boolean, context: SchemaContext): NumberSchema {
  const multipleOf = numberAt(node, "multipleOf", context);
  if (multipleOf !== undefined && multipleOf <= 0)
    report(
      context,
      "schema-keyword",
      { keyword: "multipleOf", found: shown(node.get("multipleOf") ?? node), wanted: "a number above 0" },
      node.get("multipleOf") ?? node,
    );
  return {
    kind: "number",
    integer,
    multipleOf: multipleOf === undefined || multipleOf <= 0 ? [] : [multipleOf],
    ...bound(node, "minimum", "exclusiveMinimum", context),
    ...bound(node, "maximum", "exclusiveMaximum", context),
  };
}

type Bounds = Pick<NumberSchema, "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum">;

function bound(
  node: DocumentNode,
  inclusive: "minimum" | "maximum",
  exclusive: "exclusiveMinimum" | "exclusiveMaximum",
  context: SchemaContext,
): Bounds {
  const value = numberAt(node, inclusive, context);
  if (context.dialect === "openapi") {
    if (value === undefined) return {};
    return flagAt(node, exclusive, context) === true ? { [exclusive]: value } : { [inclusive]: value };
  }
  const strict = numberAt(node, exclusive, context);
  return { ...(value === undefined ? {} : { [inclusive]: value }), ...(strict === undefined ? {} : { [exclusive]: strict }) };
}
