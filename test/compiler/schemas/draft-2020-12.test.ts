import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { dialectOf } from "../../../src/compiler/lower/schemas/index.ts";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

interface Row {
  readonly name: string;
  readonly schema: unknown;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
  /** Codes of what is said. */
  readonly said?: readonly string[];
}

const text = { type: "string" };

/** Where draft 2020-12, and OpenAPI 3.1 with it, differs from draft-07. */
const table: readonly Row[] = [
  {
    name: "`prefixItems` by place, `items` for the rest",
    schema: { type: "array", prefixItems: [text, { type: "integer" }], items: { type: "boolean" } },
    valid: [[], ["a"], ["a", 1], ["a", 1, true]],
    invalid: [[1], ["a", "b"], ["a", 1, "c"]],
  },
  {
    name: "`items: false` after `prefixItems`",
    schema: { type: "array", prefixItems: [text], items: false },
    valid: [["a"]],
    invalid: [["a", "b"]],
  },
  {
    name: "`unevaluatedItems: false`",
    schema: { type: "array", prefixItems: [text], unevaluatedItems: false },
    valid: [["a"]],
    invalid: [["a", 1]],
  },
  { name: "`minContains: 0`", schema: { type: "array", contains: text, minContains: 0 }, valid: [[], [1]], invalid: [{}] },
  {
    name: "`maxContains` is not checked, and that is said",
    schema: { type: "array", contains: text, maxContains: 1 },
    valid: [["a"]],
    invalid: [[1]],
    said: ["schema-unknown-keyword"],
  },
  {
    name: "`dependentRequired`",
    schema: { type: "object", dependentRequired: { a: ["b"] } },
    valid: [{}, { b: 1 }, { a: 1, b: 1 }],
    invalid: [{ a: 1 }],
  },
  {
    name: "`dependentSchemas`",
    schema: { type: "object", dependentSchemas: { a: { properties: { b: text } } } },
    valid: [{ b: 1 }, { a: 1, b: "c" }],
    invalid: [{ a: 1, b: 1 }],
  },
  {
    name: "`$defs`, and keywords beside `$ref`",
    schema: { type: "object", properties: { a: { $ref: "#/$defs/Text", maxLength: 2 } }, $defs: { Text: text } },
    valid: [{ a: "ab" }],
    invalid: [{ a: "abc" }, { a: 1 }],
  },
  {
    name: "`unevaluatedProperties: false` alone",
    schema: { type: "object", properties: { a: text }, unevaluatedProperties: false },
    valid: [{ a: "b" }, {}],
    invalid: [{ b: 1 }, { a: 1 }],
  },
  {
    name: "`unevaluatedProperties: false` beside `allOf`",
    schema: {
      type: "object",
      allOf: [{ $ref: "#/$defs/Base" }],
      properties: { b: text },
      patternProperties: { "^x-": {} },
      unevaluatedProperties: false,
      $defs: { Base: { type: "object", properties: { a: text }, required: ["a"] } },
    },
    valid: [{ a: "a" }, { a: "a", b: "b", "x-c": 1 }],
    invalid: [{ a: "a", c: 1 }, { b: "b" }],
  },
  {
    name: "`unevaluatedProperties: false` beside `$ref`",
    schema: {
      $ref: "#/$defs/Base",
      properties: { b: text },
      unevaluatedProperties: false,
      $defs: { Base: { type: "object", properties: { a: text } } },
    },
    valid: [{ a: "a", b: "b" }],
    invalid: [{ c: 1 }],
  },
  {
    name: "`unevaluatedProperties` with a schema",
    schema: { type: "object", properties: { a: { type: "integer" } }, unevaluatedProperties: text },
    valid: [{ a: 1, b: "c" }],
    invalid: [{ b: 1 }],
  },
  {
    name: "`unevaluatedProperties` where a part takes all",
    schema: { type: "object", allOf: [{ additionalProperties: true }], unevaluatedProperties: false },
    valid: [{ a: 1 }],
    invalid: [1],
  },
  {
    name: "`unevaluatedProperties` beside a choice is not checked, and that is said",
    schema: { type: "object", oneOf: [{ properties: { a: text }, required: ["a"] }, { required: ["b"] }], unevaluatedProperties: false },
    valid: [{ a: "b", c: 1 }],
    invalid: [{ a: "a", b: 1 }],
    said: ["schema-unknown-keyword"],
  },
  {
    name: "numeric `exclusiveMinimum` and a list of types",
    schema: { type: ["number", "null"], exclusiveMinimum: 1 },
    valid: [2, null],
    invalid: [1, "a"],
  },
  { name: "`const`", schema: { const: { a: 1 } }, valid: [{ a: 1 }], invalid: [{ a: 2 }] },
];

describe("schemas of draft 2020-12", async () => {
  const compiled = table.map(({ schema }) => compileSchema(plainDocument(schema), { dialect: "2020-12" }));
  const { validators, remove } = await runSchemas(compiled);
  after(remove);
  for (const [index, { name, valid, invalid, said = [] }] of table.entries()) {
    test(name, () => {
      const accepts = (value: unknown): boolean => validators[index]?.safeParse(value).success ?? false;
      assert.deepEqual(
        valid.filter((value) => !accepts(value)),
        [],
        "valid",
      );
      assert.deepEqual(invalid.filter(accepts), [], "invalid");
      assert.deepEqual(
        compiled[index]?.diagnostics.map(({ code }) => code),
        said,
      );
    });
  }
});

const formats: readonly (readonly [format: string, dialect: string | undefined])[] = [
  ["application/vnd.oai.openapi;version=3.0.3", "openapi"],
  ["application/vnd.oai.openapi;version=3.1.0", "2020-12"],
  ["application/vnd.oai.openapi+json;version=3.1.1", "2020-12"],
  ["application/schema+json;version=draft-07", "asyncapi"],
  ["application/schema+json;version=2020-12", "2020-12"],
  ["application/schema+yaml;version=draft/2020-12", "2020-12"],
  ["application/vnd.apache.avro;version=1.9.0", undefined],
];

for (const [format, dialect] of formats) {
  test(`${format} is read as ${dialect ?? "nothing"}`, () => assert.equal(dialectOf(format), dialect));
}
