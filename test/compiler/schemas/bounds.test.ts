import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

/** `v` of each level is held against two schemas that lead back to both: tried anew each time, 90 levels would take 2^90 trials. */
const twice: readonly { readonly name: string; readonly root: unknown; readonly definitions?: object; readonly accepted?: boolean }[] = [
  {
    name: "oneOf",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: { type: "object", properties: { v: { oneOf: [{ $ref: "#/definitions/V" }, { $ref: "#/definitions/W" }] } } },
      W: { type: "object", properties: { v: { oneOf: [{ $ref: "#/definitions/W" }, { $ref: "#/definitions/V" }] } }, required: ["x"] },
    },
  },
  {
    name: "anyOf",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: { type: "object", properties: { v: { anyOf: [{ $ref: "#/definitions/V" }, { $ref: "#/definitions/W" }] } }, required: ["y"] },
      W: { type: "object", properties: { v: { anyOf: [{ $ref: "#/definitions/W" }, { $ref: "#/definitions/V" }] } }, required: ["x"] },
    },
  },
  {
    name: "allOf",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: { allOf: [{ $ref: "#/definitions/A" }, { $ref: "#/definitions/B" }] },
      A: { type: "object", properties: { v: { oneOf: [{ $ref: "#/definitions/V" }, { type: "string" }] } } },
      B: { type: "object", properties: { v: { anyOf: [{ $ref: "#/definitions/V" }, { type: "string" }] } } },
    },
  },
  {
    name: "not",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: {
        type: "object",
        properties: { v: { not: { $ref: "#/definitions/V" } } },
        not: { required: ["v"], properties: { v: { $ref: "#/definitions/V" } } },
      },
    },
  },
  {
    name: "if",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: {
        type: "object",
        properties: { v: { $ref: "#/definitions/V" } },
        if: { properties: { v: { $ref: "#/definitions/V" } } },
        then: { properties: { v: { $ref: "#/definitions/V" } } },
      },
    },
  },
  {
    name: "patternProperties",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: { type: "object", properties: { v: { $ref: "#/definitions/V" } }, patternProperties: { "^v": { $ref: "#/definitions/V" } } },
    },
  },
  {
    name: "dependencies",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: {
        type: "object",
        properties: { v: { $ref: "#/definitions/V" } },
        dependencies: { v: { properties: { v: { $ref: "#/definitions/V" } } } },
      },
    },
  },
  {
    name: "items and contains",
    root: { $ref: "#/definitions/V" },
    definitions: {
      V: { type: ["array", "string"], items: { $ref: "#/definitions/V" }, contains: { $ref: "#/definitions/V" } },
    },
  },
];

const nestings: readonly ((inner: unknown) => unknown)[] = [(inner) => ({ v: inner }), (inner) => [inner]];

describe("M10 a schema that leads back to itself twice", async () => {
  const schemas = twice.map(({ root, definitions }) => compileSchema(plainDocument({ ...(root as object), definitions })));
  const workspace = await runSchemas(schemas);
  after(() => workspace.remove());
  for (const [index, { name }] of twice.entries()) {
    for (const innermost of ["x", 1, {}]) {
      test(`is asked about each value once: ${name}, ${JSON.stringify(innermost)} inside`, () => {
        for (const nest of nestings) {
          const validator = workspace.validators[index];
          const nested = (levels: number): unknown => Array.from({ length: levels }).reduce(nest, innermost);
          // What holds for few levels, tried in full, holds for many.
          const verdicts = [4, 6, 8].map((levels) => validator?.safeParse(nested(levels)).success);
          assert.ok(verdicts.every((verdict) => verdict !== undefined));
          const many = [88, 90].map((levels) => validator?.safeParse(nested(levels)).success);
          if (new Set(verdicts).size === 1) assert.deepEqual(many, [verdicts[0], verdicts[0]]);
        }
      });
    }
  }
});

const many = 200_000;
const wrong: readonly { readonly name: string; readonly schema: unknown; readonly value: () => unknown }[] = [
  { name: "items", schema: { type: "array", items: { type: "object" } }, value: () => Array(many).fill(1) },
  {
    name: "items inside of objects",
    schema: { properties: { a: { type: "array", items: { type: "object", required: ["b"] } } } },
    value: () => ({ a: Array(many).fill({}) }),
  },
  {
    name: "items behind the listed ones",
    schema: { type: "array", items: [{ type: "string" }], additionalItems: { type: "object" } },
    value: () => ["a", ...Array(many).fill(1)],
  },
  { name: "values of a map", schema: { type: "object", additionalProperties: { type: "string" } }, value: () => wide(1) },
  {
    name: "values beside properties",
    schema: { type: "object", properties: { a: { type: "string" } }, additionalProperties: { type: "string" } },
    value: () => wide(1),
  },
  { name: "keys that do not match", schema: { type: "object", propertyNames: { pattern: "^[a-z]+$" } }, value: () => wide(1) },
  { name: "values by pattern", schema: { type: "object", patternProperties: { "^K": { type: "string" } } }, value: () => wide(1) },
  {
    name: "keys that are not allowed",
    schema: { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
    value: () => wide(1),
  },
  {
    name: "alternatives",
    schema: {
      oneOf: [
        { type: "array", items: { type: "string" } },
        { type: "array", items: { type: "number" } },
      ],
    },
    value: () => Array(many).fill(null),
  },
  {
    name: "alternatives in alternatives",
    schema: {
      type: "array",
      items: {
        anyOf: [
          { type: "array", items: { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] } },
          { type: "string" },
        ],
      },
    },
    value: () => Array(200).fill(Array(100).fill(Array(100).fill(1))),
  },
];

function wide(value: unknown): unknown {
  return Object.fromEntries(Array.from({ length: many }, (_, index) => [`K${index}`, value]));
}

describe("M10 of very many complaints a hundred are made", async () => {
  const workspace = await runSchemas(wrong.map(({ schema }) => compileSchema(plainDocument(schema))));
  after(() => workspace.remove());
  for (const [index, { name, value }] of wrong.entries()) {
    test(name, () => {
      const result = workspace.validators[index]?.safeParse(value());
      assert.ok(result?.success === false);
      assert.ok(result.error.issues.length <= 100, `${result.error.issues.length} issues`);
      const text = JSON.stringify(result.error.issues);
      assert.ok(text.length < 30_000, `${text.length} characters`);
    });
  }
});

const text = { type: "string" };
const ref = (name: string): object => ({ $ref: `#/definitions/${name}` });
const definitions = {
  A: { type: "object", required: ["id"], properties: { id: text, a: { $ref: "#/definitions/C" } } },
  B: { type: "object", required: ["id"], properties: { id: text, a: { $ref: "#/definitions/C" } } },
  C: { oneOf: [{ type: "string" }, { type: "array", items: { type: "integer" } }] },
};
const refusedTwice: readonly { readonly name: string; readonly schema: object; readonly value: unknown; readonly at: readonly string[] }[] =
  [
    { name: "parts of allOf, a wrong property", schema: { allOf: [ref("A"), ref("B")] }, value: { id: 1 }, at: ["id"] },
    { name: "parts of allOf, a missing one", schema: { allOf: [ref("A"), ref("B")] }, value: {}, at: ["id"] },
    { name: "parts of allOf, the whole value", schema: { allOf: [ref("A"), ref("B")] }, value: 5, at: [""] },
    { name: "parts of allOf, no alternative", schema: { allOf: [ref("A"), ref("B")] }, value: { id: "1", a: [true] }, at: ["a"] },
    {
      name: "two that differ are two",
      schema: { allOf: [ref("A"), { properties: { a: text } }] },
      value: { id: 1, a: 1 },
      at: ["id", "a", "a"],
    },
    { name: "a condition's consequence", schema: { ...definitions.A, if: true, else: {}, then: ref("B") }, value: { id: 1 }, at: ["id"] },
    { name: "a pattern beside a property", schema: { ...definitions.A, patternProperties: { "^i": text } }, value: { id: 1 }, at: ["id"] },
    { name: "a dependency", schema: { ...definitions.A, dependencies: { id: ref("B") } }, value: { id: 1 }, at: ["id"] },
  ];

describe("what two schemas of one value refuse alike is said once", async () => {
  const workspace = await runSchemas(refusedTwice.map(({ schema }) => compileSchema(plainDocument({ ...schema, definitions }))));
  after(() => workspace.remove());
  for (const [index, { name, value, at }] of refusedTwice.entries()) {
    test(name, () => {
      const result = workspace.validators[index]?.safeParse(value);
      assert.ok(result?.success === false);
      assert.deepEqual(
        result.error.issues.map(({ path }) => path.join("/")),
        at,
      );
    });
  }
});
