import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingName, camelName, fileName, pascalName } from "../../../src/compiler/naming/index.ts";
import { fc } from "../../random/fast-check.ts";

/** What names are made of: words in every case, digits, separators, reserved words, letters of other scripts, and anything else. */
const part = fc.oneof(
  fc.constantFrom(
    "v2",
    "HTTP",
    "order",
    "Order",
    "ID",
    "2",
    "fa",
    "class",
    "Promise",
    "con",
    "_",
    "-",
    ".",
    " ",
    "/",
    "é",
    "ß",
    "注文",
    "И",
    "đ",
    "👍",
  ),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.string({ unit: "grapheme-composite", maxLength: 4 }),
  fc.string({ unit: "binary", maxLength: 3 }),
  fc.string({ minLength: 60, maxLength: 120 }),
);
const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));

for (const make of [camelName, bindingName, pascalName, fileName]) {
  test(`${make.name} of a name is that name`, () => {
    fc.assert(
      fc.property(text, (given) => {
        const name = make(given);
        assert.equal(make(name), name);
      }),
      { numRuns: 3000, examples: [["v2HTTP"], ["a2B"], ["ORDER_2CREATED"], ["A__b"], ["2FA X"]] },
    );
  });
}
