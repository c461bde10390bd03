import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { nodeProblem } from "../../src/cli/node-floor.ts";
import { root } from "./program.ts";

const table: readonly (readonly [string, boolean])[] = [
  ["0.10.48", false],
  ["18.20.8", false],
  ["20.9.0", false],
  ["20.18.3", false],
  ["20.19.0", true],
  ["22.0.0", true],
  ["24.1.0-nightly20250506", true],
];
for (const [version, isEnough] of table) {
  test(`Node ${version}`, () => {
    const problem = nodeProblem(version);
    assert.equal(problem === undefined, isEnough);
    if (!isEnough) assert.ok(problem?.startsWith(`boost-gen needs Node 20.19 or later, and this is ${version}.`));
  });
}

test("the floor is that of package.json", () => {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const floor = engines.node.replace(/^>=/, "");
  assert.equal(nodeProblem(`${floor}.0`), undefined);
  const [major, minor] = floor.split(".").map(Number);
  assert.notEqual(nodeProblem(`${major}.${minor - 1}.9`), undefined);
});

test("nothing that an older Node may lack is loaded before it is checked", async () => {
  const { metafile } = await build({
    entryPoints: [join(root, "src/cli/main.ts")],
    absWorkingDir: root,
    outdir: "/unused",
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    external: ["./program.ts"],
    metafile: true,
    logLevel: "silent",
  });
  assert.deepEqual(Object.keys(metafile.inputs).sort(), ["src/cli/main.ts", "src/cli/node-floor.ts"]);
  assert.deepEqual(
    Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => path),
    ),
    ["src/cli/node-floor.ts"],
  );
});
