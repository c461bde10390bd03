import assert from "node:assert/strict";
import { test } from "node:test";
import { againLines, failureLines, type StepResult, totalsOf } from "../../.tools/ci/step-result.ts";

const lint: StepResult = { name: "lint", ok: true, output: "Checked 800 files\n" };
const tests: StepResult = {
  name: "test",
  ok: true,
  output: "…\n1 file passed only when run again: test/a.test.ts\n900 passed, 0 failed, 2 skipped\n",
};
const faults: StepResult = { name: "test:faults", ok: false, output: "100 passed, 2 failed, 1 skipped\n" };

const cases: readonly { readonly name: string; readonly results: readonly StepResult[]; readonly want: string }[] = [
  { name: "steps without tests", results: [lint], want: "0 passed, 0 failed" },
  { name: "two runs of tests", results: [lint, tests, faults], want: "1000 passed, 2 failed, 3 skipped" },
  { name: "a step that failed without tests", results: [{ ...lint, ok: false }, tests], want: "900 passed, 1 failed, 2 skipped" },
  {
    name: "tests that ended before their totals",
    results: [tests, { ...faults, output: "Killed\n" }],
    want: "900 passed, 1 failed, 2 skipped",
  },
  { name: "tests that passed in a run that failed", results: [{ ...tests, ok: false }], want: "900 passed, 1 failed, 2 skipped" },
];

for (const { name, results, want } of cases) test(`the last line of ci: ${name}`, () => assert.equal(totalsOf(results), want));

test("a file that passed only when run again is told at the end of ci too", () =>
  assert.deepEqual(againLines([lint, tests, faults]), ["test: 1 file passed only when run again: test/a.test.ts"]));

test("what failed is shown once more at the end, shortened", () => {
  const long = Array.from({ length: 30 }, (_, line) => `    line ${line}`).join("\n");
  const output = `  FAILED a > b\na.test.ts  1 tests, 1 s\n\nFAILED a.test.ts > b\n${long}\nFAILED c.test.ts > d\n    wrong\n0 passed, 2 failed`;
  const [first = "", second, ...more] = failureLines([{ name: "test", ok: false, output }]);
  assert.match(first, /^test: FAILED a\.test\.ts > b\n {4}line 0\n[^]* {4}line 10\n$/);
  assert.deepEqual([second, more], ["test: FAILED c.test.ts > d\n    wrong\n", []]);
});
