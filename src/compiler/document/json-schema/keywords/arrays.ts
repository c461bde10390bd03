import { canonical } from "../equality.ts";
import type { Keyword } from "./keyword.ts";

function count(keyword: string, holds: (count: number, limit: number) => boolean): Keyword {
  return ({ value, schema }) => {
    const limit = value.scalar;
    if (typeof limit !== "number") return undefined;
    return (node, run) =>
      node.elements === undefined || holds(node.elements.length, limit) || run.add({ keyword, node, schema, wanted: limit });
  };
}

export const arrayKeywords: Readonly<Record<string, Keyword>> = {
  minItems: count("minItems", (items, limit) => items >= limit),
  maxItems: count("maxItems", (items, limit) => items <= limit),
  uniqueItems: ({ value, schema }) => {
    if (value.scalar !== true) return undefined;
    return (node, run) => {
      const seen = new Set<string>();
      for (const element of node.items()) {
        const text = canonical(element);
        if (seen.has(text)) return run.add({ keyword: "uniqueItems", node: element, schema });
        seen.add(text);
      }
      return true;
    };
  },
  items: ({ value, compiler }) => {
    if (value.kind !== "array") {
      const each = compiler.schema(value);
      return (node, run) => all(node.items(), (element) => each.validate(element, run));
    }
    const byPosition = value.items().map((item) => compiler.schema(item));
    return (node, run) =>
      all(byPosition, (schema, index) => {
        const element = node.elements?.[index];
        return element === undefined || schema.validate(element, run);
      });
  },
  additionalItems: ({ value, schema, compiler }) => {
    const items = schema.node.get("items");
    if (items?.kind !== "array") return undefined;
    const first = items.items().length;
    const rest = compiler.schema(value);
    return (node, run) => all(node.items().slice(first), (element) => rest.validate(element, run));
  },
  contains: ({ value, schema, compiler }) => {
    const wanted = compiler.schema(value);
    return (node, run) =>
      node.elements === undefined ||
      node.elements.some((element) => run.speculate(wanted, element).length === 0) ||
      run.add({ keyword: "contains", node, schema });
  },
};

function all<Item>(items: readonly Item[], holds: (item: Item, index: number) => boolean): boolean {
  let valid = true;
  for (const [index, item] of items.entries()) if (!holds(item, index)) valid = false;
  return valid;
}
