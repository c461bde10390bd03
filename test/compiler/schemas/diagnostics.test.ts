import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { schemaTable } from "../../../src/compiler/diagnostics/tables/schema.ts";
import { compileSchema } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

/** What a whole document cannot have, because its structure is checked before its schemas are read. */
const refused: readonly (readonly [code: string, schema: unknown])[] = [
  ["schema-not-a-schema", { type: "object", properties: { a: "string" } }],
  ["schema-type", { type: "string();evil()//" }],
  ["schema-keyword", { type: "string", minLength: "1);evil(" }],
  ["schema-keyword", { type: "number", multipleOf: 0 }],
  ["schema-keyword", { type: "object", required: "id" }],
  ["schema-proto", JSON.parse('{"type":"object","properties":{"__proto__":{}}}')],
  ["schema-proto", { type: "object", required: ["__proto__"] }],
  ["pattern-invalid", { type: "string", pattern: "(" }],
];

for (const [code, schema] of refused) {
  test(`${JSON.stringify(schema)} is answered with ${code}`, () => {
    const { diagnostics } = compileSchema(plainDocument(schema));
    assert.deepEqual(
      diagnostics.map((found) => [found.code, found.severity]),
      [[code, "error"]],
    );
  });
}

const tags = { type: "object", properties: { tags: { type: "array", items: { type: "string" } }, free: {} } };

/** A keyword whose type a schema around it says, or does not. */
const besides: readonly (readonly [title: string, schema: unknown, warned: boolean])[] = [
  ["a list in `then`", { ...tags, if: {}, then: { properties: { tags: { minItems: 1 } } } }, false],
  ["a list in `if`", { ...tags, if: { properties: { tags: { minItems: 1 } } }, then: { required: ["tags"] } }, false],
  ["a list in a member of anyOf", { ...tags, anyOf: [{ properties: { tags: { minItems: 1 } } }, { required: ["free"] }] }, false],
  ["a list in allOf", { ...tags, allOf: [{ properties: { tags: { minItems: 1 } } }] }, false],
  ["a list in `not`", { ...tags, not: { required: ["tags"], properties: { tags: { minItems: 9 } } } }, false],
  ["a list in a dependency", { ...tags, dependencies: { free: { properties: { tags: { minItems: 1 } } } } }, false],
  ["items of a list in `then`", { ...tags, if: {}, then: { properties: { tags: { items: { minLength: 1 } } } } }, false],
  ["a list beside the part that describes it", { properties: { tags: { minItems: 1 } }, allOf: [tags] }, false],
  ["a list in `then` inside anyOf", { ...tags, anyOf: [{ if: {}, then: { properties: { tags: { minItems: 1 } } } }] }, false],
  ["what has no type anywhere", { ...tags, if: {}, then: { properties: { free: { minItems: 1 } } } }, true],
  ["what has another type", { ...tags, if: {}, then: { properties: { tags: { minLength: 1 } } } }, true],
  [
    "what is somebody else's property",
    { ...tags, properties: { inner: { if: {}, then: { properties: { tags: { minItems: 1 } } } } } },
    true,
  ],
];
for (const [title, schema, warned] of besides)
  test(`${title} ${warned ? "wants" : "needs no"} type`, () => {
    const { diagnostics } = compileSchema(plainDocument(schema));
    assert.equal(
      diagnostics.some(({ code, message }) => code === "schema-no-type" && /Items|Length/.test(message)),
      warned,
    );
  });

test("every complaint about schemas has a case", () => {
  const root = new URL("../../golden/diagnostics", import.meta.url);
  const printed = readdirSync(root)
    .map((name) => readFileSync(new URL(`diagnostics/${name}/expected.txt`, new URL("../../golden/", import.meta.url)), "utf8"))
    .join("\n");
  const shown = new Set(refused.map(([code]) => code));
  assert.deepEqual(
    Object.keys(schemaTable).filter((code) => !shown.has(code) && !printed.includes(`[${code}]`)),
    [],
  );
});
