import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

const runner = ["--conditions=boost-gen-source", "--import", "tsx", "--import", "./.tools/test/deadline.mjs", ".tools/test.ts"];

interface Case {
  readonly files: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly last: string;
  readonly code: number;
  readonly output: RegExp;
}

const cases: readonly Case[] = [
  { files: ["fixtures/passing"], last: "2 passed, 0 failed", code: 0, output: /passing\.test\.ts {2}2 tests/ },
  {
    files: ["fixtures/mixed"],
    last: "3 passed, 1 failed, 2 skipped",
    code: 1,
    output: /FAILED .*mixed\.test\.ts > outer > inner > fails\n.*AssertionError/,
  },
  { files: ["fixtures/crash"], last: "0 passed, 1 failed", code: 1, output: /output of .*crash\.test\.ts[^]*while loading/ },
  { files: ["fixtures/empty"], last: "0 passed, 1 failed", code: 1, output: /the file registered no test/ },
  { files: ["fixtures/hook"], last: "1 passed, 1 failed", code: 1, output: /FAILED .*hook\.test\.ts > suite\n.*after all/ },
  { files: ["fixtures/hangs", "--timeout", "2"], last: "1 passed, 1 failed", code: 1, output: /not finished after \d+ s; open: .*Timeout/ },
  { files: ["fixtures/busy-machine", "--timeout", "0.5"], last: "1 passed, 0 failed", code: 0, output: /busy-machine/ },
  { files: ["fixtures/skipped"], last: "0 passed, 0 failed, 1 skipped", code: 1, output: /no test ran/ },
  {
    files: ["fixtures/helper"],
    last: "2 passed, 1 failed",
    code: 1,
    output: /^FAILED test\/tools\/fixtures\/helper\.test\.ts > suite > fails$/m,
  },
  { files: ["fixtures/passing", "fixtures/registered"], last: "3 passed, 0 failed", code: 0, output: /registered\.test\.ts {2}1 tests/ },
  { files: ["no such file"], last: "0 passed, 1 failed", code: 1, output: /no test file matches no such file/ },
  { files: ["fixtures/sometimes"], last: "1 passed, 1 failed, 1 skipped", code: 1, output: /FAILED/ },
  {
    files: ["fixtures/sometimes", "--again", "1"],
    last: "2 passed, 0 failed, 1 skipped",
    code: 0,
    output: /AGAIN .*sometimes\.test\.ts[^]*the first time[^]*\n1 file passed only when run again: .*sometimes\.test\.ts\n/,
  },
  { files: ["fixtures/mixed", "--again", "1"], last: "3 passed, 1 failed, 2 skipped", code: 1, output: /AGAIN/ },
  { files: ["fixtures/crash", "fixtures/mixed", "--again", "1"], last: "3 passed, 2 failed, 2 skipped", code: 1, output: /^(?![^]*AGAIN)/ },
  {
    files: ["fixtures/passing", "fixtures/mixed"],
    last: "5 passed, 1 failed, 2 skipped",
    code: 1,
    output: /slowest of 2 files\n.* s {2}test/,
  },
  { files: ["fixtures/drawn", "--seed", "7"], last: "1 passed, 0 failed", code: 0, output: /^seed 7;/m },
  { files: ["fixtures/drawn", "--seed", "8"], last: "0 passed, 1 failed", code: 1, output: /^seed 8;[^]*FAILED/m },
  { files: ["fixtures/shared"], env: { CI: "" }, last: "0 passed, 0 failed, 2 skipped", code: 1, output: /no test ran/ },
  {
    files: ["fixtures/shared"],
    env: { CI: "1" },
    last: "0 passed, 2 failed",
    code: 1,
    output: /FAILED .*shared\.test\.ts > a test\n.*ENOENT.*\/shared\/no-such-folder[^]*FAILED .*shared\.test\.ts > a suite > inside\n/,
  },
];

for (const { files, env, last, code, output } of cases) {
  test(`${files.join(" ")}: ${last}`, () => {
    const result = runTests(files, { BOOST_TEST_MARK: join(mkdtempSync(join(tmpdir(), "boost-test-")), "mark"), ...env });
    assert.equal(result.stdout.trimEnd().split("\n").at(-1), last, result.stdout + result.stderr);
    assert.equal(result.status, code);
    assert.match(result.stdout + result.stderr, output);
  });
}

test("a run that is told to end leaves no process of a test file behind", async () => {
  const file = "test/tools/fixtures/hangs.test.ts";
  const isThere = (): boolean => spawnSync("pgrep", ["-f", `deadline.mjs ${resolve(file)}`]).status === 0;
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const run = spawn(process.execPath, [...runner, "fixtures/hangs"], { env, stdio: "ignore" });
  const ended = once(run, "exit");
  while (!isThere()) await delay(100);
  run.kill("SIGTERM");
  assert.deepEqual(await ended, [1, null]);
  while (isThere()) await delay(100);
});

function runTests(args: readonly string[], more: NodeJS.ProcessEnv) {
  // Set in the process of a test file, where it makes node:test refuse to start a run.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(process.execPath, [...runner, ...args], { env: { ...env, ...more }, encoding: "utf8" });
}
