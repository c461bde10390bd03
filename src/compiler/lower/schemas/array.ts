import type { DocumentNode } from "../../document/node.ts";
import type { ArrayAssertions, Schema } from "../../model/index.ts";
import { nameless, nested, type SchemaContext } from "./context.ts";
import { countAt, flagAt } from "./keywords.ts";

export const arrayKeywords = ["items", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains"] as const;

/** https://json-schema.org/draft-07/json-schema-validation#rfc.section.6.4 */
export function lowerArray(node: DocumentNode, context: SchemaContext): Schema {
  const items = node.get("items");
  const common = assertions(node, context);
  if (items?.kind === "array") {
    const rest = node.get("additionalItems");
    return {
      kind: "tuple",
      items: items.items().map((item) => context.session.lower(item, nameless(context))),
      rest: rest === undefined ? { kind: "any" } : context.session.lower(rest, nameless(context)),
      ...common,
    };
  }
  return { kind: "array", items: items === undefined ? { kind: "any" } : context.session.part(items, nested(context, "item")), ...common };
}

function assertions(node: DocumentNode, context: SchemaContext): ArrayAssertions {
  const minItems = countAt(node, "minItems", context);
  const maxItems = countAt(node, "maxItems", context);
  const contains = node.get("contains");
  return {
    uniqueItems: flagAt(node, "uniqueItems", context) ?? false,
    contains: contains === undefined || context.dialect === "openapi" ? [] : [context.session.lower(contains, nameless(context))],
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
  };
}
