import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, describe, test } from "node:test";
import { parseJsonc } from "../../src/cli/jsonc.ts";
import { readProject } from "../../src/cli/project/project.ts";

const folder = mkdtempSync(join(tmpdir(), "boost-gen-project-"));
after(() => rmSync(folder, { recursive: true }));
let made = 0;

function projectOf(files: Readonly<Record<string, string>>): ReturnType<typeof readProject> {
  const project = join(folder, String(++made));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  return readProject(project);
}

const module = '{ "type": "module" }';
const tsconfig = (compilerOptions: object): string => JSON.stringify({ compilerOptions });
const nodenext = { module: "nodenext", strict: true };

describe("what of a project does not fit", () => {
  const cases: readonly { readonly title: string; readonly files: Readonly<Record<string, string>>; readonly says?: RegExp }[] = [
    { title: "no tsconfig", files: { "package.json": "{}" } },
    { title: "an ES module", files: { "package.json": module, "tsconfig.json": tsconfig({ ...nodenext, verbatimModuleSyntax: true }) } },
    { title: "CommonJS", files: { "package.json": "{}", "tsconfig.json": tsconfig(nodenext) } },
    {
      title: "CommonJS whose imports have to stay as they are",
      files: { "package.json": "{}", "tsconfig.json": tsconfig({ ...nodenext, verbatimModuleSyntax: true }) },
      says: /"verbatimModuleSyntax": true in a CommonJS package.*set "type": "module" in package\.json/,
    },
    {
      title: "CommonJS that a bundler reads",
      files: { "package.json": "{}", "tsconfig.json": tsconfig({ module: "preserve", strict: true, verbatimModuleSyntax: true }) },
    },
    {
      title: "CommonJS of node16, which has a build of its own",
      files: { "package.json": "{}", "tsconfig.json": tsconfig({ module: "node16", strict: true }) },
    },
    {
      title: "the old resolution, which the newest TypeScript does not have",
      files: { "package.json": module, "tsconfig.json": tsconfig({ moduleResolution: "node", strict: true }) },
      says: /resolves modules the old way \(`node`\), which TypeScript 6 refuses.*set "module": "nodenext"/,
    },
    {
      title: "the old resolution of TypeScript 5",
      files: {
        "package.json": '{ "devDependencies": { "typescript": "~5.4.5" } }',
        "tsconfig.json": tsconfig({ module: "commonjs", moduleResolution: "node10", strict: true }),
      },
    },
    {
      title: "the old resolution that TypeScript 6 was told to keep",
      files: { "package.json": "{}", "tsconfig.json": tsconfig({ moduleResolution: "node10", ignoreDeprecations: "6.0", strict: true }) },
    },
    {
      title: "the oldest resolution",
      files: {
        "package.json": '{ "devDependencies": { "typescript": "~5.4.5" } }',
        "tsconfig.json": tsconfig({ moduleResolution: "classic", strict: true }),
      },
      says: /\(`classic`\), which looks into no package/,
    },
    {
      title: "not strict",
      files: { "package.json": module, "tsconfig.json": tsconfig({ module: "nodenext", strict: false }) },
      says: /does not set "strict": true/,
    },
    {
      title: "a base that is not there",
      files: { "package.json": module, "tsconfig.json": '{ "extends": "./gone.json", "compilerOptions": { "strict": true } }' },
      says: /extends `\.\/gone\.json`, which cannot be found/,
    },
    {
      title: "options from a base",
      files: {
        "package.json": "{}",
        "tsconfig.json": '{ "extends": "./base.json" }',
        "base.json": tsconfig({ ...nodenext, verbatimModuleSyntax: true }),
      },
      says: /"verbatimModuleSyntax": true/,
    },
    {
      title: "a tsconfig that is no JSON",
      files: { "package.json": module, "tsconfig.json": "{ " },
      says: /tsconfig\.json` cannot be read/,
    },
    { title: "a package.json that is no JSON", files: { "package.json": "{ " }, says: /package\.json` is not valid JSON/ },
  ];
  for (const { title, files, says } of cases) {
    test(title, () => {
      const { misfits } = projectOf(files);
      if (says === undefined) assert.deepEqual(misfits, []);
      else assert.match(misfits.join("\n"), says);
    });
  }

  for (const compiler of ["typescript", "typescript-5.9"]) {
    test(`the tsconfig.json that ${compiler} --init writes is read, comments and all`, () => {
      const project = join(folder, compiler);
      mkdirSync(project);
      writeFileSync(join(project, "package.json"), module);
      execFileSync(process.execPath, [resolve("node_modules", compiler, "bin/tsc"), "--init"], { cwd: project });
      assert.deepEqual(readProject(project).misfits, []);
      writeFileSync(join(project, "package.json"), "{}");
      assert.match(readProject(project).misfits.join("\n"), /"verbatimModuleSyntax": true in a CommonJS package/);
    });
  }
});

describe("how imports end", () => {
  for (const [options, extension] of [
    [{ module: "nodenext" }, ".js"],
    [{ module: "nodenext", allowImportingTsExtensions: true }, ".ts"],
    [{ module: "nodenext", rewriteRelativeImportExtensions: true }, ".ts"],
    [{ module: "preserve" }, ""],
    [{ moduleResolution: "bundler" }, ""],
  ] as const) {
    test(JSON.stringify(options), () =>
      assert.equal(projectOf({ "package.json": module, "tsconfig.json": tsconfig(options) }).importExtension, extension),
    );
  }
});

test("imports of a CommonJS package end in nothing, so that jest and webpack find the source", () => {
  const options = tsconfig({ module: "nodenext" });
  assert.equal(projectOf({ "package.json": "{}", "tsconfig.json": options }).importExtension, "");
  assert.equal(projectOf({ "package.json": '{ "type": "commonjs" }', "tsconfig.json": options }).importExtension, "");
  assert.equal(
    projectOf({ "package.json": "{}", "tsconfig.json": tsconfig({ module: "nodenext", allowImportingTsExtensions: true }) })
      .importExtension,
    ".ts",
  );
  // Nobody said yet what it becomes, and `.js` is right in both.
  assert.equal(projectOf({ "package.json": "{}" }).importExtension, ".js");
});

describe("JSON with comments", () => {
  for (const [text, value] of [
    ['{ "a": 1, }', { a: 1 }],
    ["[1, /* two */ 3, // four\n]", [1, 3]],
    ['{ "a": 1, // "b": [2], }\n "c": 3 }', { a: 1, c: 3 }],
    ['{ "a": 1, /* } */ "b": 2 /* } */ }', { a: 1, b: 2 }],
    ['{ "a": "// no, }", "b": "/* no */" }', { a: "// no, }", b: "/* no */" }],
    ['\uFEFF{ "a": "\\",}" }', { a: '",}' }],
  ] as const) {
    test(text, () => assert.deepEqual(parseJsonc(text), value));
  }
  test("what is no JSON stays none, and its place is told", () => {
    for (const [text, place] of [
      ['{ "a": 1 "b": 2 }', /^line 1, column 10: /],
      ['{ // one\n /* two\n three */ "a": 1,\n  b }', /^line 4, column 3: /],
      ['{ "a": ', /^line 1, column 8: /],
    ] as const)
      assert.throws(
        () => parseJsonc(text),
        (error) =>
          error instanceof SyntaxError && place.test(error.message) && !/position|JSON/.test(error.message.replace("JSON input", "")),
      );
  });
});
