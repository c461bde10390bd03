import type { DocumentNode } from "../../document/node.ts";
import type { ObjectSchema } from "../../model/index.ts";
import { conjunctsOf } from "../reading/schema-nodes.ts";
import { nameless, report, type SchemaContext } from "./context.ts";
import { entriesAt } from "./keywords.ts";
import { lowerPattern } from "./pattern.ts";

/** Whether a property is looked at by them depends on the value. */
const undecided = ["anyOf", "oneOf", "if", "dependentSchemas", "$dynamicRef"] as const;

/**
 * `unevaluatedProperties` as a part of its own: an object with the keys that the schema, its `allOf` and its references describe, and
 * nothing said about them. Where it depends on the value which those are, it is not checked, and a warning says so.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-11.3
 */
export function unevaluatedProperties(node: DocumentNode, context: SchemaContext): ObjectSchema | undefined {
  const found = context.dialect === "2020-12" ? node.get("unevaluatedProperties") : undefined;
  if (found === undefined || found.value === true) return undefined;
  const parts = [node, ...conjunctsOf(node)].filter((part) => part.kind === "object");
  const open = undecided.find((keyword) => parts.some((part) => part.get(keyword) !== undefined));
  if (open !== undefined) {
    const instead = `Beside \`${open}\` use \`additionalProperties\` in each alternative.`;
    report(context, "schema-unknown-keyword", { keyword: "unevaluatedProperties", instead }, found, "key");
    return undefined;
  }
  const inner = parts.filter((part) => part !== node && part.id !== node.id);
  const takesAll =
    parts.some((part) => part.get("additionalProperties") !== undefined) ||
    inner.some((part) => part.get("unevaluatedProperties") !== undefined);
  if (takesAll) return undefined;
  const keys = new Set(parts.flatMap((part) => entriesAt(part, "properties", context).map(([key]) => key)));
  return {
    kind: "object",
    properties: [...keys].map((key) => ({ key, schema: { kind: "any" }, required: false })),
    required: [],
    additional: context.session.lower(found, nameless(context)),
    explicitlyOpen: false,
    patternProperties: parts.flatMap((part) =>
      entriesAt(part, "patternProperties", context).flatMap(([source, value]) => {
        const pattern = lowerPattern(source, value, context, "key");
        return pattern === undefined ? [] : [{ pattern, schema: { kind: "any" } as const }];
      }),
    ),
    propertyNames: [],
    dependencies: [],
  };
}
