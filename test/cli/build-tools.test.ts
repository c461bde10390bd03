import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { buildToolSentences } from "../../src/cli/project/build-tools.ts";
import { readProject } from "../../src/cli/project/project.ts";
import { boostGen } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "boost-gen-tools-"));
after(() => rmSync(folder, { recursive: true }));
let made = 0;

type Files = Readonly<Record<string, string>>;

function sentences(files: Files, needed: readonly string[] = ["boost-gen", "zod", "kafkajs"]): readonly string[] {
  const project = join(folder, String(++made));
  mkdirSync(project);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
  return buildToolSentences(readProject(project), needed);
}

const tsconfig = (compilerOptions: object = {}): Files => ({
  "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", ...compilerOptions } }),
});
const manifest = (more: object): Files => ({ "package.json": JSON.stringify({ type: "module", ...more }), ...tsconfig() });
const jest = (more: object = {}): Files => manifest({ devDependencies: { jest: "30", "ts-jest": "29" }, ...more });
const webpack = manifest({ devDependencies: { webpack: "5", "ts-loader": "9" } });
const loader = 'module: { rules: [{ test: /\\.ts$/, use: "ts-loader" }] }';
const mapper = String.raw`moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" }`;
const alias = 'extensionAlias: { ".js": [".ts", ".js"] }';

const noMapper = /^`jest\.config\.js` has no `moduleNameMapper`, .*`node_modules\/boost-gen\/dist\/guide\/modules\.md`\)\.$/;
const noAlias = /^`webpack\.config\.js` has no `extensionAlias`/;

describe("jest without the way to the sources of an ES module", () => {
  const preset = 'export default { preset: "ts-jest/presets/default-esm" };';
  for (const [title, files, says] of [
    ["is told", { ...jest(), "jest.config.js": preset }, noMapper],
    [
      "is told of what jest --init wrote, where the setting is a comment",
      {
        ...jest(),
        "jest.config.js": `module.exports = {\n  // moduleNameMapper: {},\n  // projects: undefined,\n  preset: "ts-jest",\n};`,
      },
      noMapper,
    ],
    [
      "is told of what ts-jest's own page has",
      {
        ...jest(),
        "jest.config.js": 'import { createDefaultEsmPreset } from "ts-jest";\nexport default { ...createDefaultEsmPreset() };',
      },
      noMapper,
    ],
    ["is told in package.json", jest({ jest: { preset: "ts-jest" } }), /^`package\.json` has no `moduleNameMapper`/],
    [
      "is told with another compiler",
      { ...jest(), "jest.config.js": 'export default { transform: { "\\\\.ts$": "@swc/jest" } };' },
      noMapper,
    ],
    ["has it", { ...jest(), "jest.config.js": `export default { preset: "ts-jest", ${mapper} };` }],
    ["has it in package.json", jest({ jest: { preset: "ts-jest", moduleNameMapper: {} } })],
    ["has no configuration here", jest()],
    ["is not the one that runs TypeScript", { ...jest(), "jest.config.js": 'export default { roots: ["dist"] };' }],
    [
      "may have it from elsewhere",
      { ...jest(), "jest.config.js": 'import base from "../jest.base.js";\nexport default { ...base, preset: "ts-jest" };' },
    ],
    ["may have it from a package", { ...jest(), "jest.config.js": 'export default { preset: "@acme/jest", transform: ["ts-jest"] };' }],
    ["may have it in a project", { ...jest(), "jest.config.js": 'export default { projects: ["a"], preset: "ts-jest" };' }],
    ["may have a resolver", { ...jest(), "jest.config.js": 'export default { preset: "ts-jest", resolver: "ts-jest-resolver" };' }],
    ["is run with another file", { ...jest({ scripts: { test: "jest --config ci.js" } }), "jest.config.js": preset }],
    ["has two files", { ...jest(), "jest.config.js": preset, "jest.config.cjs": preset }],
    ["is no ES module", { ...jest({ type: "commonjs" }), "jest.config.js": preset }],
    ["imports the sources themselves", { ...jest(), ...tsconfig({ allowImportingTsExtensions: true }), "jest.config.js": preset }],
    ["is resolved as by a bundler", { ...jest(), ...tsconfig({ module: "preserve" }), "jest.config.js": preset }],
    ["is absent", { ...manifest({}), "jest.config.js": preset }],
  ] satisfies readonly (readonly [string, Files, RegExp?])[])
    told(title, files, says);
});

describe("webpack without the way to the sources of an ES module", () => {
  for (const [title, files, says] of [
    ["is told", { ...webpack, "webpack.config.js": `export default { ${loader} };` }, noAlias],
    [
      "is told beside plugins",
      {
        ...webpack,
        "webpack.config.js": `import externals from "webpack-node-externals";\nexport default { externals: [externals()], ${loader} };`,
      },
      noAlias,
    ],
    ["has it", { ...webpack, "webpack.config.js": `export default { resolve: { ${alias} }, ${loader} };` }],
    ["bundles what tsc made", { ...webpack, "webpack.config.js": 'export default { entry: "./dist/main.js" };' }],
    [
      "may have it from elsewhere",
      { ...webpack, "webpack.config.js": `import { merge } from "webpack-merge";\nexport default merge({ ${loader} });` },
    ],
    [
      "may have it from a file",
      { ...webpack, "webpack.config.js": `const base = require("./base");\nmodule.exports = { ...base, ${loader} };` },
    ],
    [
      "has a plugin for it",
      { ...webpack, "webpack.config.js": `import P from "resolve-typescript-plugin";\nexport default { ${loader} };` },
    ],
    ["has no configuration here", webpack],
  ] satisfies readonly (readonly [string, Files, RegExp?])[])
    told(title, files, says);
});

describe("a script of esbuild's that leaves packages no require", () => {
  const bundle = "esbuild main.ts --bundle --platform=node --format=esm --outfile=main.mjs";
  const noRequire = /^The script `build` .* `kafkajs` finds no `require` .*`--packages=external` /;
  for (const [title, line, says] of [
    ["is told", bundle, noRequire],
    ["is told behind another command", `tsc --noEmit && npx ${bundle}`, noRequire],
    ["is told although another command has the option", `${bundle} && esbuild a.ts --packages=external`, noRequire],
    ["has the option", `${bundle} --packages=external`],
    ["has a require", `${bundle} --banner:js="import{createRequire}from'node:module'"`],
    ["leaves some out", `${bundle} --external:kafkajs`],
    ["makes CommonJS", bundle.replace("esm", "cjs")],
    ["bundles nothing", bundle.replace("--bundle ", "")],
    ["is for a browser", bundle.replace("--platform=node ", "")],
    ["is none of esbuild's", bundle.replace("esbuild", "esbuild-visualizer")],
  ] as const)
    told(title, manifest({ scripts: { build: line } }), says);
  test("needs no package that calls it", () =>
    assert.deepEqual(sentences(manifest({ scripts: { build: bundle } }), ["boost-gen", "zod"]), []));
});

test("what package.json has in the place of scripts is nothing", () => {
  for (const scripts of [null, "x", [], { build: 5 }]) assert.deepEqual(sentences(manifest({ scripts })), []);
});

test("the settings are those of the guide, each of which a test runs with", () => {
  const guide = readFileSync(new URL("../../src/guide/modules.md", import.meta.url), "utf8");
  const said = [
    ...sentences({ ...jest(), "jest.config.js": 'export default { preset: "ts-jest" };' }),
    ...sentences({ ...webpack, "webpack.config.js": `export default { ${loader} };` }),
  ].join("\n");
  for (const setting of [mapper, `resolve: { ${alias} }`]) {
    assert.ok(guide.includes(setting), setting);
    assert.ok(said.includes(setting), setting);
  }
});

test("a run says them as notes", () => {
  const project = join(folder, "run");
  mkdirSync(project);
  const files = {
    ...jest(),
    "jest.config.js": 'export default { preset: "ts-jest" };',
    "asyncapi.json": JSON.stringify({ asyncapi: "3.0.0", info: { title: "Empty", version: "1.0.0" } }),
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
  assert.match(boostGen(project, ["asyncapi.json"]).err, /^note: `jest\.config\.js` has no `moduleNameMapper`/m);
});

function told(title: string, files: Files, says?: RegExp): void {
  test(title, () => {
    const said = sentences(files);
    if (says === undefined) assert.deepEqual(said, []);
    else {
      assert.equal(said.length, 1);
      assert.match(said[0] ?? "", says);
    }
  });
}
