import assert from "node:assert/strict";
import { test } from "node:test";
import { DiagnosticSink } from "../../../src/compiler/diagnostics/index.ts";
import { reportFinding } from "../../../src/compiler/document/findings/report-finding.ts";
import { loadDocumentText } from "../../../src/compiler/document/index.ts";
import { Run, SchemaCompiler } from "../../../src/compiler/document/json-schema/index.ts";
import { defaultLimits } from "../../../src/compiler/document/limits.ts";
import { readJson } from "../../../src/compiler/document/text/read-json.ts";
import { TreeBuilder } from "../../../src/compiler/document/text/tree-builder.ts";
import { Source } from "../../../src/compiler/document/tree/source.ts";
import type { TreeNode } from "../../../src/compiler/document/tree/tree-node.ts";

function tree(value: object): TreeNode {
  const source = new Source("x.json", "", JSON.stringify(value));
  const read = readJson(source.text, () => new TreeBuilder(source, new DiagnosticSink(), defaultLimits));
  assert.ok("root" in read);
  return read.root;
}

function complaints(schema: object, value: object): readonly string[] {
  const compiler = new SchemaCompiler({ follow: () => undefined, pattern: () => undefined, format: () => undefined });
  const run = new Run();
  run.validate(compiler.schema(tree(schema)), tree(value));
  const sink = new DiagnosticSink();
  for (const finding of run.findings) reportFinding(finding, "3.0.0", sink);
  return sink.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

test("sentences for what AsyncAPI's own schema never asks", () => {
  const rows: readonly (readonly [object, object, string])[] = [
    [
      { oneOf: [{ minProperties: 1 }, { maxProperties: 1 }] },
      { a: 1 },
      "structure-ambiguous: The document fits several alternatives, and exactly one is allowed.",
    ],
    [{ properties: { a: false } }, { a: 1 }, "structure-impossible: `a` is not allowed here."],
    [{ properties: { a: { not: {} } } }, { a: 1 }, "structure-impossible: `a` is not allowed here."],
    [{ properties: { a: { multipleOf: 2 } } }, { a: 1 }, "structure-limit: `a` must be a multiple of 2."],
    [{ maxProperties: 1 }, { a: 1, b: 2 }, "structure-limit: The document must have at most 1 property."],
  ];
  for (const [schema, value, sentence] of rows) assert.deepEqual(complaints(schema, value), [sentence]);
});

test("of several alternatives the one that was meant speaks: by type, by constant, by what is missing least", () => {
  const alternatives = {
    oneOf: [
      { type: "object", required: ["type", "user"], properties: { type: { const: "plain" } } },
      { type: "object", required: ["type", "flows"], properties: { type: { const: "oauth2" }, flows: { type: "object" } } },
      { type: "string" },
    ],
  };
  assert.deepEqual(complaints(alternatives, { type: "oauth2", flows: 1 }), ["structure-type: `flows` must be an object, not `1`."]);
  assert.deepEqual(complaints(alternatives, { type: "oauth2" }), ["structure-missing: `flows` is missing: the document needs it."]);
  assert.deepEqual(complaints(alternatives, { type: "oauth" }), ["structure-value: `type` must be `oauth2` or `plain`, not `oauth`."]);
  assert.deepEqual(complaints(alternatives, []), ["structure-type: The document must be an object or a text, not a list."]);
});

const start = "asyncapi: 3.0.0\ninfo: { title: t, version: '1' }\n";

test("a chain of 20,000 references and a reference bomb are validated in one pass each", async () => {
  const chain = Array.from(
    { length: 20_000 },
    (_, index) => `    S${index}: { type: object, properties: { next: { $ref: '#/components/schemas/S${index + 1}' } } }`,
  );
  const long = await loadDocumentText(
    `${start}components:\n  schemas:\n${chain.join("\n")}\n    S20000: { type: nothing }\n`,
    "chain.yaml",
  );
  assert.deepEqual(
    long.diagnostics.map(({ code }) => code),
    ["structure-value"],
  );
  const bomb = Array.from(
    { length: 60 },
    (_, index) =>
      `    B${index}: { type: object, properties: { a: { $ref: '#/components/schemas/B${index + 1}' }, b: { $ref: '#/components/schemas/B${index + 1}' } } }`,
  );
  const wide = await loadDocumentText(`${start}components:\n  schemas:\n${bomb.join("\n")}\n    B60: { type: nothing }\n`, "bomb.yaml");
  assert.deepEqual(
    wide.diagnostics.map(({ code }) => code),
    ["structure-value"],
  );
});

test("references inside alternatives are followed without a doubled cost at each level", async () => {
  const levels = Array.from(
    { length: 200 },
    (_, index) =>
      `    L${index}: { items: { $ref: '#/components/schemas/L${index + 1}' }, additionalProperties: { $ref: '#/components/schemas/L${index + 1}' } }`,
  );
  const loaded = await loadDocumentText(
    `${start}components:\n  schemas:\n${levels.join("\n")}\n    L200: { type: nothing }\n`,
    "levels.yaml",
  );
  assert.deepEqual(
    loaded.diagnostics.map(({ code }) => code),
    ["structure-value"],
  );
});
