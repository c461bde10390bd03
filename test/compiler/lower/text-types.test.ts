import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadDocumentText } from "../../../src/compiler/document/index.ts";
import { withTextTypes } from "../../../src/compiler/lower/expressions/text-types.ts";

async function typesOf(schema: unknown): Promise<readonly string[] | undefined> {
  const text = { asyncapi: "3.0.0", info: { title: "t", version: "1" }, components: { schemas: { M: { properties: { id: schema } } } } };
  const { root } = await loadDocumentText(JSON.stringify({ ...text, channels: {} }), "asyncapi.json");
  const payload = root?.get("components")?.resolve().get("schemas")?.resolve().get("M")?.resolve();
  assert.ok(payload !== undefined);
  const [part] = withTextTypes([{ kind: "payload", path: ["id"] }], { name: "m", payload, headers: undefined });
  return typeof part === "object" && "textTypes" in part ? part.textTypes : undefined;
}

describe("what a part of a workflow id may be", () => {
  for (const [schema, want] of [
    [{ type: "string" }, ["string"]],
    [{ type: "number" }, ["integer"]],
    [{ type: ["integer", "string"] }, ["integer", "string"]],
    [{ type: ["string", "null"] }, ["string"]],
    [{ oneOf: [{ type: "string" }, { type: "boolean" }] }, ["boolean", "string"]],
    [{ enum: ["5", 5] }, ["integer", "string"]],
    [{ const: 5 }, ["integer"]],
    [{ allOf: [{ type: ["string", "integer"] }, { type: "string" }] }, ["string"]],
    [{}, ["boolean", "integer", "string"]],
    [true, ["boolean", "integer", "string"]],
  ] as const) {
    test(JSON.stringify(schema), async () => assert.deepEqual(await typesOf(schema), want));
  }
});
