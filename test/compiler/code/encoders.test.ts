import assert from "node:assert/strict";
import { test } from "node:test";
import { Script } from "node:vm";
import {
  type Code,
  docComment,
  identifier,
  literal,
  propertyAccess,
  propertyKey,
  regExp,
  stringLiteral,
} from "../../../src/compiler/code/index.ts";
import { print } from "../../../src/compiler/code/print.ts";

const show = (code: Code): string => print(code, (reference) => reference.name);
const evaluate = (code: Code): unknown => new Script(`(${show(code)})`).runInThisContext();

const hostile = [
  "'",
  '"',
  "`",
  "\\",
  "x\\",
  "${process.exit()}",
  "*/ globalThis.pwned = 1; /*",
  "</script>",
  "<!--",
  "\u2028\u2029",
  "\ud800",
  "\udfff\ud800",
  "\0\u0007\u001b",
  "\u202e\u2066",
  "\ufeff",
  "{{constructor}}",
  "{{{x}}}",
  "$& $1 $$",
  'a"]: 1, [(globalThis.pwned = 1)]: "',
  "//# sourceMappingURL=x",
  "/*# sourceMappingURL=x */",
  "__proto__",
  "👍",
  "",
];

for (const text of hostile) {
  test(`the string ${JSON.stringify(text)} comes back from its literal, its key and its JSON`, () => {
    assert.equal(evaluate(stringLiteral(text)), text);
    assert.ok(!/[\u2028\u2029\u202e\u2066\ufeff]/.test(show(stringLiteral(text))));
    assert.ok(!/\/[/*]#/.test(show(stringLiteral(text))));
    const value = JSON.parse(`{${JSON.stringify(text)}: [1, {${JSON.stringify(text)}: null}]}`);
    const back = evaluate(literal(value));
    assert.equal(JSON.stringify(back), JSON.stringify(value));
    assert.equal(Object.getPrototypeOf(back), Object.getPrototypeOf(value));
    assert.equal(new Script(`({${show(propertyKey(text))}: 7})${show(propertyAccess(text))}`).runInThisContext(), 7);
  });
}

const numbers = [0, -0, 1e300, 5e-324, -1.5, 2 ** 53 + 2, 1e21];
for (const value of numbers) {
  test(`the number ${value} comes back`, () => assert.ok(Object.is(evaluate(literal(value)), value)));
}

test("what JSON cannot say is refused", () => {
  assert.throws(() => literal(Number.NaN), RangeError);
  assert.throws(() => literal(Number.POSITIVE_INFINITY), RangeError);
});

test("names that are no identifiers are refused", () => {
  for (const name of ["class", "a-b", "", "a b", "__proto__", "1a", "a;b"]) assert.throws(() => identifier(name), TypeError);
});

test("a regular expression is compiled when it is made", () => {
  assert.equal(show(regExp('^\\p{L}"+$', "u")), 'new RegExp("^\\\\p{L}\\"+$", "u")');
  assert.throws(() => regExp("(", "u"), SyntaxError);
});

const comments: readonly (readonly [given: string, want: string])[] = [
  ["A customer placed an order.", "/** A customer placed an order. */"],
  ["two\nlines", "/**\n * two\n * lines\n */"],
  ["x */ evil() /*", "/** x *\\/ evil() /\\* */"],
  ["x *\u200b/ y", "/** x *\\/ y */"],
  ["x *", "/** x * */"],
  ["@ts-nocheck", "/** \\@ts-nocheck */"],
  ["a\n @deprecated b", "/**\n * a\n *  \\@deprecated b\n */"],
  ["/// <reference path='x' />", "/** \\/// <reference path='x' /> */"],
  ["## What it is for", "/** ## What it is for */"],
  ["#region x", "/** \\#region x */"],
  ["# sourceURL=x", "/** \\# sourceURL=x */"],
  ["//# sourceMappingURL=x", "/** \\//\\# sourceMappingURL=x */"],
  ["see /*# sourceMappingURL=x", "/** see /\\*\\# sourceMappingURL=x */"],
  ["eslint-disable", "/** \\eslint-disable */"],
  ["* biome-ignore lint: x", "/** * \\biome-ignore lint: x */"],
  ["call /*@__PURE__*/ me", "/** call /\\*\\@__PURE__*\\/ me */"],
  ["\u202eabc\u2066\u0000\u001b[31m", "/** abc[31m */"],
  ["a\u2028b\rc", "/**\n * a\n * b\n * c\n */"],
  ["mail a@b.c", "/** mail a@b.c */"],
  ["\n\n  \n", ""],
];
for (const [given, want] of comments) {
  test(`the comment ${JSON.stringify(given)} is harmless`, () => assert.equal(show(docComment(given)), want));
}

test("a comment ends in our tags", () => {
  assert.equal(
    show(docComment("One.\nTwo.", [{ tag: "generated", text: "from #/a*/b" }, { tag: "deprecated" }])),
    "/**\n * One.\n * Two.\n *\n * @generated from #/a*\\/b\n * @deprecated\n */",
  );
});
