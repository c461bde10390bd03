import assert from "node:assert/strict";
import { test } from "node:test";
import { importLine } from "../../../src/compiler/output/handlers/import-line.ts";

const table = [
  [{ names: ["a", "b"], from: "./a.js" }, undefined, 'import { a, b } from "./a.js";'],
  [{ names: ["A"], from: "./a.js", isType: true }, undefined, 'import type { A } from "./a.js";'],
  [{ names: ["a"], from: "../it's/a.js" }, { quote: "'", end: "" }, "import { a } from '../it\\'s/a.js'"],
  [{ names: ["a"], from: '../a"b/a.js' }, { quote: "'", end: ";" }, "import { a } from '../a\"b/a.js';"],
  [{ names: ["a"], from: '../a"b/a.js' }, undefined, 'import { a } from "../a\\"b/a.js";'],
] as const;

for (const [line, style, want] of table) {
  test(`an import from ${line.from} is ${want}`, () => {
    assert.equal(importLine(line, style), want);
  });
}
