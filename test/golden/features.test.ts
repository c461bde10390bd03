import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { printDiagnostic } from "../../src/compiler/diagnostics/index.ts";
import { loadDocument } from "../../src/compiler/document/index.ts";
import { type CorpusOutput, isError, outputOf } from "../compiler/corpus/documents.ts";
import { typeErrors, workspace } from "../compiler/corpus/workspace.ts";

/** One folder a feature: `asyncapi.yaml`, and `expected/`, every file that it becomes, the handlers' stubs included. `UPDATE_GOLDENS=1` writes those. */
const root = new URL("features", import.meta.url).pathname;
const names = readdirSync(root).sort();

describe("features of AsyncAPI become", () => {
  for (const name of names) {
    const folder = join(root, name, "expected");
    test(name, async () => {
      const files = new Map((await output(name)).files.map(({ path, text }) => [path, text]));
      if (process.env["UPDATE_GOLDENS"] === "1") write(folder, files);
      assert.deepEqual([...files.keys()].sort(), expectedPaths(folder));
      for (const [path, text] of files) assert.equal(text, readFileSync(join(folder, path), "utf8"), path);
    });
  }

  test("code that compiles", async () => {
    const outputs = await Promise.all(names.map(output));
    const files = await workspace(outputs);
    try {
      const options = { module: "nodenext", moduleResolution: "nodenext" };
      assert.deepEqual(await typeErrors(files, { compiler: "typescript", options, parts: [...outputs.keys()] }), []);
    } finally {
      await files.remove();
    }
  });
});

async function output(name: string): Promise<CorpusOutput> {
  const { root: node, version, diagnostics } = await loadDocument("asyncapi.yaml", { cwd: join(root, name) });
  assert.ok(node !== undefined && version !== undefined, diagnostics.map((found) => printDiagnostic(found)).join("\n"));
  const made = outputOf({ path: "asyncapi.yaml", diagnostics, loaded: { root: node, version } }, ".js");
  assert.deepEqual(made.diagnostics.filter(isError).map((found) => printDiagnostic(found)), []);
  return made;
}

function expectedPaths(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .sort();
}

function write(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
