import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DiagnosticSink } from "../../../src/compiler/diagnostics/index.ts";
import { formats, Run, SchemaCompiler } from "../../../src/compiler/document/json-schema/index.ts";
import { defaultLimits } from "../../../src/compiler/document/limits.ts";
import { parseReference } from "../../../src/compiler/document/references/reference-text.ts";
import { readJson } from "../../../src/compiler/document/text/read-json.ts";
import { TreeBuilder } from "../../../src/compiler/document/text/tree-builder.ts";
import { Source } from "../../../src/compiler/document/tree/source.ts";
import type { TreeNode } from "../../../src/compiler/document/tree/tree-node.ts";
import { sharedFolder, skipWithout } from "../../shared-inputs.ts";

const suite = sharedFolder("json-schema-test-suite/tests/draft7");

/** What AsyncAPI's JSON Schema and its documents do not use, so the interpreter does not have it. */
const unused: Readonly<Record<string, string>> = {
  "refRemote.json": "references to other documents are settled before",
  "id.json": "`$id` is settled when the schema is made compact",
  "unknownKeyword.json": "is about `$id`",
};

function tree(value: unknown): TreeNode {
  const source = new Source("schema.json", "", JSON.stringify(value));
  const builder = new TreeBuilder(source, new DiagnosticSink(), defaultLimits);
  const text = source.text;
  const read = readJson(`[${text}]`, () => builder);
  assert.ok("root" in read);
  const [only] = read.root.items();
  assert.ok(only);
  return only;
}

function compilerFor(root: TreeNode): SchemaCompiler {
  return new SchemaCompiler({
    follow: (schema) =>
      schema.reference === undefined
        ? undefined
        : parseReference(schema.reference).tokens?.reduce<TreeNode | undefined>(
            (node, token) => node?.get(token) ?? node?.items()[Number(token)],
            root,
          ),
    pattern: (source) => {
      const expression = new RegExp(source, "u");
      return (text) => expression.test(text);
    },
    format: formats,
  });
}

interface Case {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

test("the interpreter of JSON Schema passes the official suite for draft-07", skipWithout("json-schema-test-suite"), () => {
  const failures: string[] = [];
  let count = 0;
  for (const file of readdirSync(suite).filter((name) => name.endsWith(".json") && unused[name] === undefined)) {
    const cases: readonly Case[] = JSON.parse(readFileSync(join(suite, file), "utf8"));
    for (const { description, schema, tests } of cases) {
      if (/\$id|http:\/\/|https:\/\/|urn:|tag:/.test(JSON.stringify(schema))) continue;
      const root = tree(schema);
      const compiled = compilerFor(root).schema(root);
      for (const { description: name, data, valid } of tests) {
        count += 1;
        const run = new Run(100_000);
        run.validate(compiled, tree(data));
        if ((run.findings.length === 0) !== valid) failures.push(`${file}: ${description}: ${name}`);
      }
    }
  }
  assert.deepEqual(failures, []);
  assert.ok(count > 800, `only ${count} tests`);
});
