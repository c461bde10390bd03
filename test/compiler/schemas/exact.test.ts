import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

interface Row {
  readonly name: string;
  readonly schema: unknown;
  readonly valid?: readonly unknown[];
  readonly invalid?: readonly unknown[];
}

const far = JSON.parse("1e300") as number;

/** What neither the official suite nor ajv decides for us. */
const table: readonly Row[] = [
  { name: "integers have no limit", schema: { type: "integer" }, valid: [1.0, far, 2 ** 60], invalid: [1.5, "1"] },
  { name: "multiples are decimal", schema: { multipleOf: 0.1 }, valid: [0.3, 1.1, 19.9, far], invalid: [0.35] },
  { name: "multiples of cents", schema: { multipleOf: 0.01 }, valid: [19.99, 4.35, 1.005e3], invalid: [19.999] },
  { name: "large multiples", schema: { multipleOf: 2 }, valid: [far, 2 ** 60], invalid: [3] },
  {
    name: "multiples of numbers that only a decimal tells",
    schema: { type: "integer", multipleOf: 10 },
    valid: [far, 1e22, 1e25],
    invalid: [15],
  },
  {
    name: "multiples of numbers that only a binary tells",
    schema: { type: "integer", multipleOf: 1024 },
    valid: [2 ** 60, -(2 ** 70)],
    invalid: [1025],
  },
  { name: "tiny divisors", schema: { multipleOf: 1e-300 }, valid: [1, 1e-300], invalid: [1.5e-300] },
  {
    name: "lengths count code points",
    schema: { type: "string", minLength: 2, maxLength: 2 },
    valid: ["😀😀", "ab"],
    invalid: ["😀", "😀😀😀"],
  },
  {
    name: "what has a length and is neither text nor list",
    schema: {
      anyOf: [
        { type: "string", minLength: 1, maxLength: 3 },
        { type: "array", minItems: 1, maxItems: 2 },
        { type: "object", required: ["length"] },
      ],
    },
    valid: ["a", [1], { length: { toString: 1, valueOf: 1 } }, { length: {} }, { length: 1 }],
    invalid: ["", [], {}, "abcd", [1, 2, 3]],
  },
  {
    name: "no default is filled in",
    schema: { type: "object", properties: { a: { type: "string", default: "x" } }, required: ["a"] },
    valid: [{ a: "y" }],
    invalid: [{}],
  },
  { name: "formats are annotations", schema: { type: "string", format: "email" }, valid: ["a@b.c", "not an address"] },
  {
    name: "inherited names are not there",
    schema: { type: "object", required: ["toString"], properties: { constructor: { type: "string" } } },
    valid: [{ toString: 1 }, { toString: 1, constructor: "x" }],
    invalid: [{}, { toString: 1, constructor: 1 }],
  },
  {
    name: "contains fails on nothing",
    schema: { type: "array", items: [{ type: "string" }], contains: { const: 1 } },
    valid: [["a", 1]],
    invalid: [[], ["a"]],
  },
  {
    name: "places up to minItems must be there",
    schema: { type: "array", items: [true, { type: "number" }], additionalItems: { type: "string" }, minItems: 2 },
    valid: [
      [null, 1],
      [null, 1, "a"],
    ],
    invalid: [[], [null], [null, 1, 1]],
  },
  {
    name: "deep values compare by value",
    schema: { enum: [{ a: [1, { b: null }], c: "x" }] },
    valid: [{ c: "x", a: [1.0, { b: null }] }],
    invalid: [{ a: [1, { b: null }] }, { a: [1, { b: false }], c: "x" }],
  },
];

describe("exactness", async () => {
  const compiled = table.map((row) => compileSchema(plainDocument(row.schema)));
  const workspace = await runSchemas(compiled);
  after(() => workspace.remove());
  for (const [index, row] of table.entries()) {
    test(row.name, () => {
      const accepted = (value: unknown): boolean => workspace.validators[index]?.safeParse(value).success ?? false;
      assert.deepEqual(
        (row.valid ?? []).filter((value) => !accepted(value)),
        [],
      );
      assert.deepEqual((row.invalid ?? []).filter(accepted), []);
    });
  }

  test("unknown keys are kept, at every level", () => {
    const found = compileSchema(
      plainDocument({ type: "object", properties: { a: { type: "object", properties: { b: { type: "string" } } } } }),
    );
    return runSchemas([found]).then(async (own) => {
      const value = { a: { b: "x", c: [1] }, d: null };
      assert.deepEqual(own.validators[0]?.parse(value), value);
      await own.remove();
    });
  });

  test("a key called __proto__ in a message changes no prototype", async () => {
    const schemas = [
      { type: "object" },
      { type: "object", properties: { a: { type: "string" } } },
      { type: "object", additionalProperties: { type: "object" } },
      { allOf: [{ type: "object", properties: { a: {} } }, { not: { required: ["b"] } }] },
      { type: "object", patternProperties: { "^x": {} } },
    ];
    const own = await runSchemas(schemas.map((written) => compileSchema(plainDocument(written))));
    for (const validator of own.validators) {
      const result = validator.safeParse(JSON.parse('{"__proto__":{"polluted":true},"a":"x"}'));
      if (!result.success) continue;
      assert.equal(Object.getPrototypeOf(result.data), Object.prototype);
      assert.equal((result.data as { polluted?: unknown }).polluted, undefined);
    }
    await own.remove();
  });
});
