import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { printFiles } from "../../src/compiler/emit/files.ts";
import { schemaScope } from "../../src/compiler/emit/schema-scope.ts";
import { emitSchemaFiles } from "../../src/compiler/emit/schemas.ts";
import { schemaLowering } from "../../src/compiler/lower/schemas/index.ts";
import { plainDocument } from "../compiler/schemas/plain-node.ts";
import { runtimes, typeErrors } from "../types/schemas/project.ts";

/** One folder a case: `schemas.yaml`, named schemas, and `expected/`, every file that they become. `UPDATE_GOLDENS=1` writes those. */
const root = new URL("schemas", import.meta.url).pathname;

describe("schemas become", () => {
  for (const name of readdirSync(root).sort()) {
    const folder = join(root, name, "expected");
    test(name, () => {
      const files = emitted(join(root, name, "schemas.yaml"));
      if (process.env["UPDATE_GOLDENS"] === "1") write(folder, files);
      assert.deepEqual([...files.keys()].sort(), expectedPaths(folder));
      for (const [path, text] of files) assert.equal(text, readFileSync(join(folder, path), "utf8"), path);
    });
  }

  test("code that compiles", async () => {
    const files = readdirSync(root).flatMap((name) => [...emitted(join(root, name, "schemas.yaml"))].map(([path, text]) => ({ path: `${name}/${path}`, text })));
    assert.deepEqual(await typeErrors(files, runtimes.flat), []);
  });
});

function emitted(path: string): ReadonlyMap<string, string> {
  const lowering = schemaLowering({ report: () => undefined });
  for (const [key, node] of plainDocument(parse(readFileSync(path, "utf8"))).entries()) lowering.lower(node, [key]);
  const declarations = lowering.finish().named(new Set());
  return new Map(printFiles(emitSchemaFiles(declarations, schemaScope(declarations)), { extension: ".js", header: undefined }).map((file) => [file.path, file.text]));
}

function expectedPaths(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".ts"))
        .sort()
    : [];
}

function write(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
