import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scanMembers } from "../../../src/compiler/output/handlers/scan.ts";

const cases: readonly { readonly name: string; readonly text: string; readonly want: readonly string[] | undefined }[] = [
  {
    name: "methods, arrows, shorthands, quoted names",
    text: "export const onOrder: H = { async a(m, c) { await x({ b: 1 }); }, c: async () => {}, d, 'e'() {}, get f() { return 1; }, *g() {} };",
    want: ["a", "c", "d", "e", "f", "g"],
  },
  { name: "members that are called like modifiers", text: "const onOrder = { async() {}, get: 1, set, };", want: ["async", "get", "set"] },
  { name: "an empty object", text: "export const onOrder = {};", want: [] },
  {
    name: "satisfies and other statements around it",
    text: "const x = { a: 1 };\nexport const onOrder = { b() {} } satisfies H;\nfunction y() { return /x/; }",
    want: undefined,
  },
  {
    name: "text that looks like members",
    text: "const onOrder = { a() { /* b() {}, */ const s = 'c(){},'; const t = `d(){${`e(){},`}},`; // f() {},\n } }",
    want: ["a"],
  },
  { name: "a type with its own members", text: "const onOrder: { x: () => void; y(): void } = { a() {} }", want: ["a"] },
  { name: "a division", text: "const onOrder = { a(m) { return (m.x + 1) / 2 / m.y; }, b() {} }", want: ["a", "b"] },
  { name: "an escaped quote", text: 'const onOrder = { a() { log("\\"{"); }, b() {} }', want: ["a", "b"] },
  { name: "a regular expression", text: "const onOrder = { a() { return /[{]/.test(x); } }", want: undefined },
  { name: "a spread", text: "const onOrder = { ...shared, a() {} }", want: undefined },
  { name: "a computed name", text: "const onOrder = { [key]() {} }", want: undefined },
  { name: "an escaped name", text: 'const onOrder = { "\\u0061"() {} }', want: undefined },
  { name: "a call", text: "export const onOrder = wrap({ a() {} });", want: undefined },
  { name: "another name inside a function", text: "function f() { const onOrder = { a() {} }; }", want: undefined },
  { name: "no such declaration", text: "export const onOther = { a() {} };", want: undefined },
  { name: "unbalanced brackets", text: "export const onOrder = { a() { };", want: undefined },
  { name: "an unfinished template", text: "export const onOrder = { a() { `${ } };", want: undefined },
  { name: "generic parameters", text: "const onOrder = { a<T, U>(m: T) {}, b() {} }", want: undefined },
];

describe("scanMembers", () => {
  for (const { name, text, want } of cases) {
    test(name, () => {
      const found = scanMembers(text, "onOrder");
      assert.deepEqual(found && [...found], want);
    });
  }
});
