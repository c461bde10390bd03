import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Validator } from "../../../src/runtime/schema/index.ts";
import { skipWithout } from "../../shared-inputs.ts";
import { compileSchema } from "./compile-schemas.ts";
import { corpusSchemas } from "./corpus.ts";
import { plainDocument } from "./plain-node.ts";

/** Cycles over files in every position: nothing may be used before its module has run, whichever module is loaded first. */
const family = {
  definitions: {
    expression: { oneOf: [{ $ref: "#/definitions/sum" }, { $ref: "#/definitions/literal" }] },
    sum: {
      type: "object",
      required: ["kind", "terms"],
      properties: { kind: { const: "sum" }, terms: { type: "array", items: { $ref: "#/definitions/expression" } } },
    },
    literal: { type: "object", required: ["kind", "value"], properties: { kind: { const: "literal" }, value: { type: "number" } } },
    map: { type: "object", additionalProperties: { $ref: "#/definitions/map" } },
    tuple: { type: "array", items: [{ type: "string" }, { $ref: "#/definitions/tuple" }] },
    base: { type: "object", properties: { child: { $ref: "#/definitions/derived" } } },
    derived: { allOf: [{ $ref: "#/definitions/base" }, { type: "object", required: ["name"], properties: { name: { type: "string" } } }] },
    odd: {
      type: "object",
      properties: { toString: { $ref: "#/definitions/odd" } },
      patternProperties: { "^x": { $ref: "#/definitions/odd" } },
    },
    negative: { type: "object", properties: { a: { not: { $ref: "#/definitions/negative" } } } },
    // Neither needs itself, and each file needs a part of the other.
    left: crossing("right"),
    right: crossing("left"),
  },
  type: "object",
  properties: Object.fromEntries(
    ["expression", "map", "tuple", "base", "odd", "negative", "left", "right"].map((key) => [key, { $ref: `#/definitions/${key}` }]),
  ),
};

function crossing(other: string): object {
  const part = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  const reference = { $ref: `#/definitions/${other}/properties/part` };
  return {
    type: "object",
    properties: { part, other: reference, list: { type: "array", items: reference }, both: { allOf: [reference] } },
  };
}

describe("generated schema files", () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  test("can be imported one by one, in any order, though they refer to each other in circles", async () => {
    const { files } = compileSchema(plainDocument(family));
    for (const first of files) {
      const folder = await workspace([{ path: "", files }]);
      folders.push(folder);
      await import(pathToFileURL(join(folder, first.path.replace(/\.ts$/, ".js"))).href);
      const { Root } = (await import(pathToFileURL(join(folder, "schemas/root.js")).href)) as { Root: Validator<unknown> };
      const literal = { kind: "literal", value: 1 };
      assert.equal(
        Root.safeParse({
          expression: { kind: "sum", terms: [literal, { kind: "sum", terms: [literal] }] },
          map: { a: { b: {} } },
          tuple: ["a", ["b"]],
          base: { child: { name: "x" } },
        }).success,
        true,
      );
      assert.equal(
        Root.safeParse({ expression: { kind: "sum", terms: [literal, { kind: "sum", terms: [{ kind: "literal" }] }] } }).success,
        false,
      );
      assert.equal(Root.safeParse({ base: { child: { child: { name: "x" } } } }).success, false);
      assert.equal(Root.safeParse({ map: { a: { b: 1 } } }).success, false);
      assert.equal(Root.safeParse({ tuple: ["a", ["b", ["c", 1]]] }).success, false);
    }
  });

  test("of the whole corpus can be imported", skipWithout("corpus"), async () => {
    const all = await corpusSchemas();
    const folder = await workspace(all.map((document, index) => ({ path: String(index), files: document.files })));
    folders.push(folder);
    let count = 0;
    for (const [index, document] of all.entries()) {
      for (const file of document.files) {
        await import(pathToFileURL(join(folder, String(index), file.path.replace(/\.ts$/, ".js"))).href);
        count++;
      }
    }
    assert.ok(count > 1000);
  });
});

interface Part {
  readonly path: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** The files as JavaScript, module by module, beside a `boost-gen` package made of the sources. */
async function workspace(parts: readonly Part[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-import-"));
  const packages = join(folder, "node_modules");
  await mkdir(join(packages, "boost-gen"), { recursive: true });
  await symlink(fileURLToPath(new URL("../../../node_modules/zod", import.meta.url)), join(packages, "zod"));
  await writeFile(
    join(packages, "boost-gen/package.json"),
    JSON.stringify({ name: "boost-gen", type: "module", exports: { "./runtime": "./runtime.js" } }),
  );
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const entryPoints = [fileURLToPath(new URL("../../../src/runtime/schema/index.ts", import.meta.url))];
  await build({
    entryPoints,
    outfile: join(packages, "boost-gen/runtime.js"),
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["zod"],
    logLevel: "error",
  });
  const sources: string[] = [];
  for (const part of parts) {
    for (const file of part.files) {
      const path = join(folder, part.path, file.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.text);
      sources.push(path);
    }
  }
  await build({ entryPoints: sources, outdir: folder, outbase: folder, bundle: false, format: "esm", logLevel: "error" });
  return folder;
}
