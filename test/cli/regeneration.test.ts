import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/run.ts";
import { root } from "./program.ts";

/**
 * Each folder: `before.yaml` and the handlers that a user wrote for it, `after.yaml`, and what is expected of the second run:
 * `report.txt`, and `errors.txt`, which has every error of tsc, all of them on the user's lines. BOOST_UPDATE_GOLDEN=1 writes both anew.
 */
const golden = join(root, "test/golden/regeneration");
const cases = readdirSync(golden);
const update = process.env["BOOST_UPDATE_GOLDEN"] === "1";

/** What no type can tell: additions, texts, limits, addresses. */
const harmless: ReadonlySet<string> = new Set(["nothing-that-matters", "message-added", "operation-added", "limits-and-places"]);

const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-regeneration-")));
after(() => rmSync(folder, { recursive: true }));

interface Scenario {
  readonly report: string;
  /** As `handlers/on-order.ts:8:42 TS2339`, in the order of tsc. */
  readonly errors: readonly string[];
  readonly errorsBefore: readonly string[];
}
const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  customConditions: ["boost-gen-source"],
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

const scenarios = new Map<string, Scenario>();

before(async () => {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/boost-gen"));
  for (const name of cases) {
    mkdirSync(join(folder, name));
    cpSync(join(golden, name, "before.yaml"), join(folder, name, "asyncapi.yaml"));
    await boostGen(name);
    cpSync(join(golden, name, "handlers"), join(folder, name, "handlers"), { recursive: true });
  }
  const errorsBefore = typeCheck();
  const reports = new Map<string, string>();
  for (const name of cases) {
    cpSync(join(golden, name, "after.yaml"), join(folder, name, "asyncapi.yaml"));
    reports.set(name, await boostGen(name));
  }
  const errors = typeCheck();
  for (const name of cases)
    scenarios.set(name, { report: reports.get(name) ?? "", errors: errors.get(name) ?? [], errorsBefore: errorsBefore.get(name) ?? [] });
});

/** All that the program prints. */
async function boostGen(name: string): Promise<string> {
  let text = "";
  const print = (part: string): void => {
    text += part;
  };
  const terminal = {
    cwd: join(folder, name),
    env: {},
    out: print,
    err: print,
    paint: (_: string, part: string) => part,
    untilStopped: () => Promise.resolve(),
    overwrite: () => {},
    interactive: false,
    heard: () => true,
    elapsed: () => 0,
  };
  const code = await run(["asyncapi.yaml"], terminal, commands);
  return `${text.replace(/[\d.]+ s\n/g, "0.0 s\n")}exit ${code}\n`;
}

/** Two runs of tsc over all scenarios, because one error of syntax keeps it from looking at types: folder → errors. */
function typeCheck(): ReadonlyMap<string, readonly string[]> {
  const broken = "*syntax-error*/**/*";
  return new Map([...typeCheckOf({ exclude: [broken] }), ...typeCheckOf({ include: [broken] })]);
}

function typeCheckOf(files: {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}): ReadonlyMap<string, readonly string[]> {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, ...files }));
  const { stdout, status } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", ".", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.notEqual(status, null);
  const errors = new Map<string, string[]>();
  for (const [, name = "", file = "", line = "", column = "", code = "", text = ""] of stdout.matchAll(
    /^([^/\n(]+)\/([^(\n]+)\((\d+),(\d+)\): error (TS\d+): (.*)$/gm,
  )) {
    if (cases.includes(name)) errors.set(name, [...(errors.get(name) ?? []), `${file}:${line}:${column} ${code} ${text}`]);
  }
  return errors;
}

function expected(name: string, file: string, actual: string): string {
  const path = join(golden, name, file);
  if (update) writeFileSync(path, actual);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

describe("a changed document", () => {
  for (const name of cases) {
    test(name, () => {
      const { report = "", errors = [], errorsBefore = ["not run"] } = scenarios.get(name) ?? {};
      // Handlers that do not parse are the scenario of that name.
      if (!name.includes("syntax-error")) assert.deepEqual(errorsBefore, [], "the user's code is right before the change");
      assert.equal(report, expected(name, "report.txt", report));
      const printed = errors.map((error) => `${error}\n`).join("");
      assert.equal(printed, expected(name, "errors.txt", printed));
      assert.deepEqual(
        errors.filter((error) => error.startsWith("generated/")),
        [],
      );
      assert.equal(errors.length > 0, !harmless.has(name), "a change that breaks types is an error, another is none");
    });
  }
});
