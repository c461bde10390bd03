import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./build/root.ts";
import { contentProblems } from "./release/contents.ts";
import { readinessProblems } from "./release/readiness.ts";

// Makes the tarball of a release from a clean commit, and says what is left to do. Publishes nothing.
// `--without-ci` leaves out `npm run ci`, for trying the script itself; what it makes then is no release, and it says so.

const isRehearsal = process.argv.includes("--without-ci");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const version = String(manifest.version);

const problems = readinessProblems({
  version,
  changelog: readFileSync(join(root, "CHANGELOG.md"), "utf8"),
  status: output("git", "status", "--porcelain"),
  tags: output("git", "tag").split("\n"),
});
if (problems.length > 0) fail(problems);

if (!isRehearsal) step("ci", () => run("npm", "run", "--silent", "ci"));
step("build", () => run("npm", "run", "--silent", "build"));
const [packed] = step("pack", () => JSON.parse(output("npm", "pack", "--json", "--silent", "--ignore-scripts")));
const tarball = join(root, packed.filename);
step("contents", () => {
  const wrong = contentProblems(packed.files.map(({ path }: { path: string }) => path));
  if (wrong.length > 0) fail(wrong);
});
step("install", () => {
  const folder = mkdtempSync(join(tmpdir(), "boost-gen-release-"));
  try {
    execFileSync("tar", ["-xzf", tarball, "-C", folder]);
    const said = execFileSync(process.execPath, [join(folder, "package/dist/cli/main.js"), "--version"], { encoding: "utf8" }).trim();
    if (said !== version) fail([`the packed program says that it is ${said}, and package.json says ${version}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
const dirt = output("git", "status", "--porcelain");
if (dirt !== "") fail([`the build changed files of the repository:\n${dirt}`]);

console.log(`\n${packed.filename}  ${(packed.size / 1_048_576).toFixed(2)} MB, ${packed.files.length} files, ${packed.integrity}`);
console.log(isRehearsal ? rehearsed() : next());

function next(): string {
  const provenance =
    manifest.repository === undefined
      ? "  Set `repository` in package.json first: provenance compares it with where the workflow runs.\n"
      : "";
  return `\nNext\n${provenance}  git tag v${version} && git push origin v${version}
  npm publish ./${packed.filename}     in a workflow with \`id-token: write\`; elsewhere with --provenance=false`;
}

function rehearsed(): string {
  return "\nThis was a rehearsal without `npm run ci`: the tarball is not tested, so do not publish it.";
}

function step<Result>(name: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  console.log(`== ${name} ok, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

function run(command: string, ...words: readonly string[]): void {
  execFileSync(command, words, { cwd: root, stdio: "inherit" });
}

function output(command: string, ...words: readonly string[]): string {
  return execFileSync(command, words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
}

function fail(reasons: readonly string[]): never {
  for (const reason of reasons) console.error(`error: ${reason}`);
  process.exit(1);
}
