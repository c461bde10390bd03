import { type Code, call, code, list, numberLiteral } from "../../code/index.ts";
import type { ArrayAssertions, ArraySchema, TupleSchema } from "../../model/index.ts";
import { checked } from "./checks.ts";
import { json, type KindPrinter, type SchemaPrinter, z } from "./kind.ts";

export const array: KindPrinter<ArraySchema> = {
  type: ({ items }, print) => code`${print.operand(items)}[]`,
  validator: (schema, print) => {
    const bounds: Code[] = [];
    if (schema.minItems !== undefined && schema.minItems > 0) bounds.push(code`.min(${numberLiteral(schema.minItems)})`);
    if (schema.maxItems !== undefined) bounds.push(code`.max(${numberLiteral(schema.maxItems)})`);
    const builder = bounds.reduce((all, bound) => code`${all}${bound}`, call(code`${z}.array`, print.validator(schema.items)));
    return checked(builder, common(schema, print));
  },
};

/** Places up to `minItems` are required, later ones optional: JSON Schema accepts a shorter array. */
export const tuple: KindPrinter<TupleSchema> = {
  type: ({ items, rest, minItems = 0 }, print) => {
    const places = items.map((item, index) => (index < minItems ? print.type(item) : code`(${print.type(item)} | undefined)?`));
    return list(code``, "[]", rest.kind === "never" ? places : [...places, code`...${print.operand(rest)}[]`]);
  },
  validator: (schema, print) => {
    const { items, rest, minItems = 0, maxItems } = schema;
    const places = list(
      code``,
      "[]",
      items.map((item, index) => (index < minItems ? print.validator(item) : print.optional(item))),
    );
    const builder = rest.kind === "never" ? call(code`${z}.tuple`, places) : call(code`${z}.tuple`, places, print.validator(rest));
    const checks = [...common(schema, print)];
    // zod asks for the required places by itself only where there is no rest.
    if (minItems > (rest.kind === "never" ? items.length : 0)) checks.unshift(code`${json}.minItems(${numberLiteral(minItems)})`);
    if (maxItems !== undefined) checks.unshift(code`${json}.maxItems(${numberLiteral(maxItems)})`);
    return checked(builder, checks);
  },
};

function common(schema: ArrayAssertions, print: SchemaPrinter): readonly Code[] {
  return [
    ...(schema.uniqueItems ? [code`${json}.uniqueItems()`] : []),
    ...schema.contains.map((inner) => call(code`${json}.contains`, print.validator(inner))),
  ];
}
