import { type Code, code, numberLiteral } from "../../code/index.ts";
import type { NumberSchema } from "../../model/index.ts";
import { checked } from "./checks.ts";
import { json, type KindPrinter, z } from "./kind.ts";

/** `int64` and the like are `number` too: JSON.parse has read them as such, and `z.int()` is used only where the bounds keep it exact. */
export const number: KindPrinter<NumberSchema> = {
  type: () => code`number`,
  validator: (schema) => {
    const methods: Code[] = [];
    if (schema.minimum !== undefined) methods.push(code`.min(${numberLiteral(schema.minimum)})`);
    if (schema.exclusiveMinimum !== undefined) methods.push(code`.gt(${numberLiteral(schema.exclusiveMinimum)})`);
    if (schema.maximum !== undefined) methods.push(code`.max(${numberLiteral(schema.maximum)})`);
    if (schema.exclusiveMaximum !== undefined) methods.push(code`.lt(${numberLiteral(schema.exclusiveMaximum)})`);
    const builder = methods.reduce((all, method) => code`${all}${method}`, start(schema));
    return checked(
      builder,
      schema.multipleOf.map((divisor) => code`${json}.multipleOf(${numberLiteral(divisor)})`),
    );
  },
};

function start(schema: NumberSchema): Code {
  if (!schema.integer) return code`${z}.number()`;
  const least = Math.max(schema.minimum ?? Number.NEGATIVE_INFINITY, schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(schema.maximum ?? Number.POSITIVE_INFINITY, schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY);
  return least >= Number.MIN_SAFE_INTEGER && most <= Number.MAX_SAFE_INTEGER ? code`${z}.int()` : code`${json}.integer()`;
}
