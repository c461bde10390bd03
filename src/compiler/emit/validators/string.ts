import { type Code, code, identifier, numberLiteral, stringLiteral } from "../../code/index.ts";
import type { StringSchema } from "../../model/index.ts";
import { checked } from "./checks.ts";
import { expression } from "./expression.ts";
import { json, type KindPrinter, z } from "./kind.ts";

/** zod counts UTF-16 units, JSON Schema code points: the two agree only on empty and not empty. */
export const string: KindPrinter<StringSchema> = {
  type: () => code`string`,
  validator: ({ minLength = 0, maxLength, patterns, formats }, { scope }) => {
    const methods: Code[] = [];
    const checks: Code[] = [];
    if (minLength === 1) methods.push(code`.min(1)`);
    else if (minLength > 1) checks.push(code`${json}.minLength(${numberLiteral(minLength)})`);
    if (maxLength === 0) methods.push(code`.max(0)`);
    else if (maxLength !== undefined) checks.push(code`${json}.maxLength(${numberLiteral(maxLength)})`);
    const word = scope.assertsFormats ? "format" : "annotatedFormat";
    checks.push(...formats.map((name) => code`${json}.${identifier(word)}(${stringLiteral(name)})`));
    const measured = checked(
      methods.reduce((builder, method) => code`${builder}${method}`, code`${z}.string()`),
      checks,
    );
    // Behind the lengths: a text of the wrong length is not looked at further.
    return patterns.reduce((builder, pattern) => code`${builder}.regex(${expression(pattern)})`, measured);
  },
};
