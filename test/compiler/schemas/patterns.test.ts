import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { Ajv } from "ajv";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

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

test("a pattern that JavaScript could match for ever is matched by ours, and nothing is said", () => {
  const { diagnostics, files } = compileSchema(plainDocument({ type: "string", maxLength: 10, pattern: "^(a|aa)+$" }));
  assert.deepEqual(diagnostics, []);
  assert.match(
    files.map(({ text }) => text).join(""),
    /z\.string\(\)\.check\(json\.maxLength\(10\)\)\.regex\(json\.pattern\("\^\(a\|aa\)\+\$"\)\)/,
  );
});

describe("a text made to take for ever", async () => {
  const schemas = [
    { type: "string", maxLength: 10, pattern: "^(.+)\\1+x$" },
    { type: "string", pattern: "^(.+)\\1+x$" },
    { type: "object", propertyNames: { pattern: "^(a+)+$" }, patternProperties: { "^(b|bb)+$": { type: "integer" } } },
    { not: { type: "string", pattern: "^(.+)\\1+x$" } },
    { type: "string", pattern: "^(a+)+$" },
  ];
  const workspace = await runSchemas(schemas.map((schema) => compileSchema(plainDocument(schema))));
  after(() => workspace.remove());
  const said = (index: number, value: unknown) => {
    const result = workspace.validators[index]?.safeParse(value);
    return result?.success === false ? result.error.issues.map(({ code, message }) => `${code}: ${message.slice(0, 60)}`) : [];
  };
  const long = "a".repeat(100_000);

  test("is refused for its length, and the pattern is not asked", () => {
    assert.deepEqual(said(0, long), ["too_big: Too big: expected string to have <=10 characters"]);
  });
  test("is refused with a sentence where only trying could tell", () => {
    assert.deepEqual(said(1, long), ["custom: Takes too long to be held against the pattern /^(.+)\\1+x$/u"]);
  });
  test("is not accepted by a schema that excludes the pattern", () => {
    assert.deepEqual(said(3, long), ["custom: Takes too long to be held against the pattern /^(.+)\\1+x$/u"]);
  });
  test("is judged in a key", () => {
    assert.deepEqual(said(2, { [long]: 1 }), []);
    assert.deepEqual(said(2, { [`${long}!`]: 1 }), ["invalid_key: Invalid key in record"]);
    assert.equal(said(2, { ["b".repeat(100_000)]: "x" }).length, 2);
  });
  test("is judged in a value", () => {
    assert.deepEqual(said(4, long), []);
    assert.deepEqual(said(4, `${long}!`), ["invalid_format: Invalid string: must match pattern /^(a+)+$/u"]);
  });
});

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
