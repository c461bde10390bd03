import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";

/**
 * `npm run mutation -- <file or folder …> --tests <test file …> [--most 200]`: changes the sources in one small place after the other, in a
 * copy of the repository, and tells which changes none of the tests notices. `--most` draws so many of the changes, by BOOST_TEST_SEED.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tests: { type: "string", multiple: true, default: [] }, most: { type: "string", default: "1000000" } },
});
const root = resolve(import.meta.dirname, "../..");
const tests = values.tests.flatMap((text) => text.split(","));
const sources = positionals.flatMap((path) =>
  statSync(path).isFile() ? [path] : readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name)),
);
const copy = copyOf(root);
process.once("exit", () => rmSync(join(copy, ".."), { recursive: true }));

const all = sources
  .filter((path) => path.endsWith(".ts"))
  .map((path) => relative(root, resolve(path)))
  .flatMap((path) => mutantsOf(readFileSync(join(copy, path), "utf8")).map((mutant) => ({ path, mutant })));
const random = randomsFrom(runSeed);
const chosen = all
  .map((each) => ({ ...each, rank: random() }))
  .toSorted((one, other) => one.rank - other.rank)
  .slice(0, Number(values.most));

const entry = join(copy, "mutation-tests.mjs");
writeFileSync(entry, tests.map((test) => `await import(${JSON.stringify(join(copy, test))});\n`).join(""));
const before = performance.now();
if (!(await passes(600_000))) throw new Error("the tests fail without any change");
const limitMs = Math.round(5 * (performance.now() - before)) + 10_000;

let survived = 0;
let tried = 0;
for (const { path, mutant } of chosen) {
  const target = join(copy, path);
  const source = readFileSync(target, "utf8");
  writeFileSync(target, source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end));
  if (await passes(limitMs)) {
    survived += 1;
    console.log(`survived ${described(path, source, mutant)}`);
  }
  writeFileSync(target, source);
  tried += 1;
  if (tried % 25 === 0) console.log(`${tried} of ${chosen.length}`);
}
console.log(`${chosen.length} of ${all.length} mutants tried, ${survived} survived`);

function copyOf(repository: string): string {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-mutation-"))), "repository");
  const left = new Set(["node_modules", "dist", ".git"].map((name) => join(repository, name)));
  cpSync(repository, folder, { recursive: true, filter: (path) => !left.has(path) });
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  const shared = join(repository, "../shared");
  if (existsSync(shared)) symlinkSync(shared, join(folder, "../shared"));
  return folder;
}

/** A test that does not end has noticed too. */
function passes(timeoutMs: number): Promise<boolean> {
  const args = ["--conditions=boost-gen-source", "--import", "tsx", entry];
  const child = spawn(process.execPath, args, { cwd: copy, stdio: "ignore", timeout: timeoutMs, killSignal: "SIGKILL" });
  return new Promise((done) => child.once("close", (code) => done(code === 0)));
}

function described(path: string, source: string, { start, end, text }: Mutant): string {
  const line = source.slice(0, start).split("\n").length;
  return `${path}:${line}  ${source.slice(start, end).split("\n")[0]}  ->  ${text}`;
}
