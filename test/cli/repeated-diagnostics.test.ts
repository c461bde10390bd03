import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutRepetition } from "../../src/cli/repeated-diagnostics.ts";
import type { Diagnostic, Severity } from "../../src/compiler/diagnostics/index.ts";

const findings = (code: string, severity: Severity, count: number): readonly Diagnostic[] =>
  Array.from({ length: count }, (_, line) => ({
    code,
    severity,
    message: code,
    place: { file: "a.yaml", pointer: "", line: line + 1, column: 1 },
  }));

test("a warning that stands a hundred times is shown three times and counted", () => {
  const many = findings("dispatch-trial", "warning", 182);
  const { shown, repeated } = withoutRepetition(many);
  assert.deepEqual(shown, many.slice(0, 3));
  assert.deepEqual(
    [...repeated].map(([code, rest]) => [code, rest.length]),
    [["dispatch-trial", 179]],
  );
});

test("a few of one code are all shown, in their order", () => {
  const few = [...findings("a", "warning", 6), ...findings("b", "info", 2)];
  assert.deepEqual(withoutRepetition(few), { shown: few, repeated: new Map() });
});

test("errors are all shown", () => {
  const errors = findings("ref-file-missing", "error", 90);
  assert.equal(withoutRepetition(errors).shown.length, 90);
});
