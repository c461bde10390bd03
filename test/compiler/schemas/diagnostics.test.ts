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
