import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { Ajv } from "ajv";
import { slowPart } from "../../../src/compiler/lower/schemas/slow-pattern.ts";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

const slow = [
  "^(a+)+$",
  "(a|a)*$",
  "(.*a){25}",
  "^(\\w+\\s?)*$",
  "([a-z]+)*@",
  "(a*)*",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(\\d|\\w)+x",
  "(?:x+x+)+y",
];
const quick = [
  "^[a-z]+$",
  "^(a+,)+$",
  "^(\\w+\\.)*\\w+$",
  "^([a-z]+-)*[a-z]+$",
  "^\\d{4}-\\d{2}$",
  "(ab|cd)*",
  "^[A-Za-z0-9-]{1,64}$",
  "(a|b)+",
  "^(?:[a-z]{2}){3}$",
  "^(\\+[0-9]+)?$",
  "^.*$",
  "a*b*c*",
  "^(foo|bar)(,(foo|bar))*$",
];

for (const pattern of slow) test(`${pattern} is reported as slow`, () => assert.notEqual(slowPart(pattern), undefined));
for (const pattern of quick) test(`${pattern} is not reported as slow`, () => assert.equal(slowPart(pattern), undefined));

const refused: readonly (readonly [pattern: string, code: string])[] = [
  ["(", "pattern-invalid"],
  ["(?P<x>a)", "pattern-invalid"],
  ["(?i)abc", "pattern-invalid"],
  ["a++", "pattern-invalid"],
  ["\\Aabc\\Z", "pattern-foreign"],
  ["[[:alpha:]]", "pattern-foreign"],
  ["\\p{Foo}", "pattern-not-unicode"],
];

for (const [pattern, code] of refused) {
  test(`${pattern} is answered with ${code}`, () => {
    const { diagnostics, files } = compileSchema(plainDocument({ type: "string", pattern }));
    assert.deepEqual(
      diagnostics.map((found) => found.code),
      [code],
    );
    for (const file of files) assert.ok(!file.text.includes("RegExp") || code === "pattern-not-unicode");
  });
}

/** What valid patterns accept, ours and ajv's with the same flag. */
const accepted: readonly { readonly pattern: string; readonly unicode: boolean }[] = [
  { pattern: "^\\p{L}+$", unicode: true },
  { pattern: "^[\\w.\\-+]+\\@[a-z]+$", unicode: false },
  { pattern: "^.{2}$", unicode: true },
  { pattern: "^{[a-z]+}$", unicode: false },
  { pattern: "\\/api\\/v\\d", unicode: true },
  { pattern: "^[^\\x00-\\x1f]*$", unicode: true },
];

describe("valid patterns", async () => {
  const values = ["", "a", "ab", "é", "😀", "😀a", "a@b", "a.b-c@de", "{ab}", "/api/v1", "\u0001", "注文"];
  const workspace = await runSchemas(accepted.map(({ pattern }) => compileSchema(plainDocument({ type: "string", pattern }))));
  after(() => workspace.remove());
  for (const [index, { pattern, unicode }] of accepted.entries()) {
    test(pattern, () => {
      const ajv = new Ajv({ unicodeRegExp: unicode }).compile({ type: "string", pattern });
      assert.deepEqual(
        values.map((value) => workspace.validators[index]?.safeParse(value).success),
        values.map((value) => ajv(value)),
      );
    });
  }
});
