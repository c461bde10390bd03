import type { DocumentNode } from "../../document/node.ts";
import type { ArrayAssertions, Schema } from "../../model/index.ts";
import { besideAt, nameless, nested, report, type SchemaContext } from "./context.ts";
import { countAt, flagAt } from "./keywords.ts";

export const arrayKeywords = ["items", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains"] as const;
/** Of draft 2020-12 only. */
export const newerArrayKeywords = ["prefixItems", "unevaluatedItems"] as const;

/** https://json-schema.org/draft-07/json-schema-validation#rfc.section.6.4, https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.1 */
export function lowerArray(node: DocumentNode, context: SchemaContext): Schema {
  const items = node.get("items");
  const common = assertions(node, context);
  const prefix = context.dialect === "2020-12" ? node.get("prefixItems") : undefined;
  const placed = prefix ?? (items?.kind === "array" ? items : undefined);
  const more = items?.kind === "array" ? node.get("additionalItems") : items;
  const rest = more ?? unevaluatedItems(node, context);
  if (placed !== undefined) {
    return {
      kind: "tuple",
      items: placed.items().map((item) => context.session.lower(item, nameless(context))),
      rest: rest === undefined ? { kind: "any" } : context.session.lower(rest, nameless(context)),
      ...common,
    };
  }
  const inner = { ...nested(context, "item"), beside: besideAt(context, eachItem) };
  return { kind: "array", items: rest === undefined ? { kind: "any" } : context.session.part(rest, inner), ...common };
}

function eachItem(part: DocumentNode): DocumentNode | undefined {
  const items = part.kind === "object" ? part.get("items")?.resolve() : undefined;
  return items?.kind === "object" ? items : undefined;
}

/** Where nothing beside it looks at items, `unevaluatedItems` means all that the schema itself leaves. */
function unevaluatedItems(node: DocumentNode, context: SchemaContext): DocumentNode | undefined {
  const found = context.dialect === "2020-12" ? node.get("unevaluatedItems") : undefined;
  if (found === undefined || found.value === true) return undefined;
  const others = ["$ref", "allOf", "anyOf", "oneOf", "if", "contains"].filter((keyword) => node.get(keyword) !== undefined);
  if (others.length === 0) return found;
  report(
    context,
    "schema-unknown-keyword",
    { keyword: "unevaluatedItems", instead: `Beside \`${others[0] ?? ""}\` use \`items\`.` },
    found,
    "key",
  );
  return undefined;
}

function assertions(node: DocumentNode, context: SchemaContext): ArrayAssertions {
  const minItems = countAt(node, "minItems", context);
  const maxItems = countAt(node, "maxItems", context);
  const contains = node.get("contains");
  const isNeedless = context.dialect === "openapi" || (context.dialect === "2020-12" && countAt(node, "minContains", context) === 0);
  return {
    uniqueItems: flagAt(node, "uniqueItems", context) ?? false,
    contains: contains === undefined || isNeedless ? [] : [context.session.lower(contains, nameless(context))],
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
  };
}
