import assert from "node:assert/strict";
import { test } from "node:test";
import { importLine } from "../../../src/compiler/code/index.ts";

const long = "aNameThatIsLong".repeat(9);
const table = [
  [{ names: ["a", "b"], from: "./a.js" }, undefined, 'import { a, b } from "./a.js";'],
  [{ names: ["A"], from: "./a.js", typeOnly: true }, undefined, 'import type { A } from "./a.js";'],
  [{ names: [long], from: "./a.js" }, undefined, `import { ${long} } from "./a.js";`],
  [{ names: ["a"], from: "../it's/a.js" }, { quote: "'", end: "" }, "import { a } from '../it\\'s/a.js'"],
  [{ names: ["a"], from: '../a"b/a.js' }, { quote: "'", end: ";" }, "import { a } from '../a\"b/a.js';"],
  [{ names: ["a"], from: '../a"b/a.js' }, undefined, 'import { a } from "../a\\"b/a.js";'],
  [{ names: ["a"], from: "../a\u2028b\\/a.js" }, { quote: "'", end: ";" }, "import { a } from '../a\\u2028b\\\\/a.js';"],
] as const;

for (const [line, style, want] of table) {
  test(`an import of a user's file is ${JSON.stringify(want)}`, () => {
    assert.equal(importLine(line, style), want);
  });
}

test("what is no name is not imported", () => {
  assert.throws(() => importLine({ names: ["a } from 'x'; evil("], from: "./a.js" }), TypeError);
});
