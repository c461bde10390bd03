import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { workspace } from "../compiler/output/workspace.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { root } from "./program.ts";

const random = randomsFrom(runSeed);
/** How many moments of the run are tried. */
const trials = Number(process.env["BOOST_KILLS"] ?? 8);

// Below node_modules, so that the bundle finds ts-morph.
const cache = join(root, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const tools = mkdtempSync(join(cache, "boost-gen-killed-program-"));
before(async () => {
  const entry = join(tools, "entry.ts");
  const module = (path: string): string => JSON.stringify(join(root, path));
  writeFileSync(
    entry,
    `import { dieBefore } from ${module("test/compiler/output/die-before.ts")};
const changes = dieBefore(Number(process.env.FATAL));
process.on("exit", () => process.stderr.write(\`changes \${changes()}\\n\`));
await import(${module("src/cli/main.ts")});\n`,
  );
  const { version, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  writeFileSync(
    join(tools, "package.json"),
    JSON.stringify({ name: "boost-gen", version, peerDependencies, type: "module", exports: { "./package.json": "./package.json" } }),
  );
  await build({
    entryPoints: [{ in: entry, out: "main" }],
    outdir: tools,
    splitting: true,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    banner: { js: 'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);' },
    external: ["ts-morph", "@asyncapi/parser", "boost-gen/*"],
    logLevel: "warning",
  });
});
after(() => rmSync(tools, { recursive: true }));

function boostGen(folder: string, words: readonly string[], fatal = 0): SpawnSyncReturns<string> {
  const env = { ...process.env, NO_COLOR: "1", FATAL: String(fatal) };
  return spawnSync(process.execPath, [join(tools, "main.js"), "orders.yaml", ...words], { cwd: folder, encoding: "utf8", env });
}

test("the program, killed at any moment: the next run makes the new tree, tells the change, and the one after finds nothing to do", async (context) => {
  const golden = join(root, "test/golden/regeneration/message-added");
  const template = workspace(context);
  template.write("package.json", '{ "type": "module" }');
  template.write("orders.yaml", readFileSync(join(golden, "before.yaml"), "utf8"));
  const first = boostGen(template.folder, []);
  assert.equal(first.status, 0, first.stderr);
  template.write("orders.yaml.before", template.read("orders.yaml"));
  template.write("orders.yaml", readFileSync(join(golden, "after.yaml"), "utf8"));

  const probe = workspace(context);
  cpSync(template.folder, probe.folder, { recursive: true });
  const whole = boostGen(probe.folder, []);
  assert.match(whole.stdout, /gained `orderReturned`[^]*Since the last run: 1 breaking/);
  const changes = Number(/changes (\d+)/.exec(whole.stderr)?.[1]);
  assert.ok(changes > 30, whole.stderr);
  const want = probe.snapshot();

  const copy = "generated/.boost-gen/inputs/orders.yaml";
  const moments = Array.from({ length: trials }, (_, trial) => Math.floor((trial + random()) * (changes / trials)) + 1);
  let before = 0;
  let told = 0;
  // The first and the last change are always among them.
  for (const fatal of new Set([1, ...moments, changes])) {
    const space = workspace(context);
    cpSync(template.folder, space.folder, { recursive: true });
    assert.equal(boostGen(space.folder, [], fatal).signal, "SIGKILL");
    if (JSON.stringify(space.snapshot("handlers")) === JSON.stringify(template.snapshot("handlers"))) before++;
    const isWritten = JSON.stringify(space.snapshot()) === JSON.stringify(want);
    const isForgotten = !existsSync(space.path(copy)) || space.read(copy) !== template.read("orders.yaml.before");
    const next = boostGen(space.folder, []);
    assert.equal(next.status, 0, next.stderr);
    assert.deepEqual(space.snapshot(), want, `killed before change ${fatal} of ${changes}`);
    // The copy of the old document goes last: until then the next run tells the change again, and without it none can.
    const isTold = /Since the last run: 1 breaking/.test(next.stdout);
    if (!isWritten) assert.ok(isTold, `killed before change ${fatal} of ${changes}, and the change is told by nobody`);
    if (isForgotten) assert.ok(!isTold, `killed before change ${fatal} of ${changes}, and the change is told out of nothing`);
    if (isTold) told++;
    assert.equal(boostGen(space.folder, ["--check"]).status, 0);
    assert.match(boostGen(space.folder, []).stdout, /files unchanged/);
    rmSync(space.folder, { recursive: true });
  }
  context.diagnostic(
    `${moments.length + 2} of ${changes} moments; ${before} left the handlers as they were; ${told} times the next run told the change`,
  );
});
