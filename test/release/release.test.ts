import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { contentProblems } from "../../.tools/release/contents.ts";
import { readinessProblems } from "../../.tools/release/readiness.ts";
import { root } from "../cli/program.ts";

describe("a commit can be released", () => {
  const ready = { version: "1.2.0", changelog: "# Changelog\n\n## 1.2.0 (2026-12-01)\n\n## 1.1.0\n", status: "", tags: ["v1.1.0", ""] };
  const rows: readonly (readonly [string, Partial<typeof ready>, RegExp | undefined])[] = [
    ["when all agree", {}, undefined],
    ["not with changes that are not committed", { status: " M README.md" }, /not clean: 1 files/],
    ["not under a name that is no version", { version: "1.2", changelog: "## 1.2\n" }, /"1\.2" in package\.json is no version/],
    [
      "not without its heading",
      { changelog: "# Changelog\n\n## 1.1.0\n" },
      /first heading of CHANGELOG\.md is "1\.1\.0", and package\.json says 1\.2\.0/,
    ],
    ["not twice", { tags: ["v1.2.0"] }, /v1\.2\.0 is tagged already/],
    ["not behind a newer one", { tags: ["v1.10.0"] }, /v1\.10\.0 is newer/],
  ];
  for (const [name, given, problem] of rows)
    test(name, () => {
      const problems = readinessProblems({ ...ready, ...given });
      if (problem === undefined) assert.deepEqual(problems, []);
      else assert.match(problems.join("\n"), problem);
    });
});

test("what does not belong into the tarball, and what is missing, has a sentence", () => {
  assert.deepEqual(contentProblems(["dist/cli/main.test.js", "src/cli/main.ts"]).slice(0, 3), [
    "dist/cli/main.test.js does not belong into the package",
    "src/cli/main.ts does not belong into the package",
    "package.json is missing in the package",
  ]);
});

describe("npm run release", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-release-test-")));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const clone = join(folder, "clone");
  const git = (...words: readonly string[]): string =>
    execFileSync("git", ["-C", clone, "-c", "user.name=a", "-c", "user.email=a@b.c", ...words], { encoding: "utf8" });
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const release = (): { readonly code: number | null; readonly out: string } => {
    const ran = spawnSync("npm", ["run", "--silent", "release", "--", "--without-ci"], { cwd: clone, env, encoding: "utf8" });
    return { code: ran.status, out: `${ran.stdout}${ran.stderr}` };
  };

  test("refuses a changed tree, then makes and checks the tarball, and publishes nothing", () => {
    execFileSync("git", ["clone", "-q", root, clone]);
    // What is tested is the tree as it stands, committed or not.
    execFileSync(
      "bash",
      [
        "-c",
        'git ls-files -co --exclude-standard | while IFS= read -r file; do [[ ! -e $file ]] || cp --parents -P "$file" "$0"; done',
        clone,
      ],
      { cwd: root },
    );
    git("add", "-A");
    git("commit", "-qm", "as it stands", "--allow-empty");
    // A folder of its own, because the build keeps its notes in it.
    mkdirSync(join(clone, "node_modules"));
    for (const name of readdirSync(join(root, "node_modules")).filter((each) => each !== ".cache"))
      symlinkSync(join(root, "node_modules", name), join(clone, "node_modules", name));

    writeFileSync(join(clone, "README.md"), "changed");
    assert.deepEqual(release(), { code: 1, out: "error: the working tree is not clean: 1 files differ from the commit\n" });
    git("checkout", "-q", "README.md");

    const { code, out } = release();
    assert.equal(code, 0, out);
    for (const step of ["build", "pack", "contents", "install"]) assert.match(out, new RegExp(`^== ${step} ok, `, "m"));
    assert.match(out, /^boost-gen-.*\.tgz {2}[\d.]+ MB, \d+ files, sha512-/m);
    assert.match(out, /rehearsal without `npm run ci`: the tarball is not tested, so do not publish it/);
    assert.doesNotMatch(out, /npm publish/);
    const { version } = JSON.parse(readFileSync(join(clone, "package.json"), "utf8"));
    assert.ok(existsSync(join(clone, `boost-gen-${version}.tgz`)));

    git("tag", `v${version}`);
    assert.match(release().out, /is tagged already; raise the version/);
  });
});
