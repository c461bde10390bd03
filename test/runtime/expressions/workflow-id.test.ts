import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { workflowId } from "../../../src/runtime/expressions/workflow-id.ts";
import type { Template } from "../../../src/runtime/ground/contract.ts";
import { fc } from "../../random/fast-check.ts";

const part = (name: string): Template[number] => ({ from: "payload", path: [name] });

function idOf(template: Template, payload: object): string {
  return workflowId(template, { payload, headers: {}, parameters: {}, key: undefined, id: "i" });
}

const joined = (separator: string): Template => ["a-", part("x"), separator, part("y")];

describe("M9 a workflow id", () => {
  for (const { separator, x, y, want } of [
    { separator: "-", x: "1", y: "2", want: "a-1-2" },
    { separator: "-", x: "1", y: "2-3", want: "a-1-2-3" },
    { separator: "-", x: "1-2", y: "3", want: "a-1%2D2-3" },
    { separator: "-", x: "1%2D2", y: "3", want: "a-1%252D2-3" },
    { separator: "-", x: "50%", y: "3", want: "a-50%-3" },
    { separator: "::", x: "1:2", y: "3", want: "a-1%3A2::3" },
    { separator: "", x: "1", y: "23", want: "a-1%.23" },
    { separator: "", x: "12", y: "3", want: "a-12%.3" },
    { separator: "2", x: "2", y: "2", want: "a-2%.22" },
    { separator: "注", x: "注", y: "", want: "a-%E6%B3%A8注" },
  ]) {
    test(`keeps apart ${JSON.stringify([x, y])} with ${JSON.stringify(separator)} between them`, () => {
      assert.equal(idOf(joined(separator), { x, y }), want);
    });
  }

  test("of one part keeps its form", () => {
    assert.equal(idOf(["order-", part("x"), "-end"], { x: "1-2%2D" }), "order-1-2%2D-end");
  });

  test("is never that of other parts", () => {
    const word = fc
      .array(fc.constantFrom("-", "--", ".", "%", "2", "5", "D", "E", "%25", "%2D", "%2E", "%.", "a", "注", "3"), { maxLength: 5 })
      .map((all) => all.join(""));
    const separators = fc.constantFrom("-", "--", ".", "", "%", "%.", "2", "D", "%2D", "a", "注", "-%", "25");
    fc.assert(
      fc.property(separators, word, word, word, word, (separator, x, y, otherX, otherY) => {
        fc.pre(x !== otherX || y !== otherY);
        assert.notEqual(idOf(joined(separator), { x, y }), idOf(joined(separator), { x: otherX, y: otherY }));
      }),
      { numRuns: 20_000, seed: 20261130 },
    );
  });

  const several = (name: string): Template[number] => ({ from: "payload", path: [name], severalTypes: true });

  for (const { x, want } of [
    { x: "5", want: "a-5" },
    { x: 5, want: "a-%=5" },
    { x: true, want: "a-%=true" },
    { x: "true", want: "a-true" },
    { x: "%=5", want: "a-%25=5" },
    { x: "%25=5", want: "a-%2525=5" },
    { x: "50%", want: "a-50%" },
  ]) {
    test(`tells the types of ${JSON.stringify(x)} apart where the schema allows several`, () => {
      assert.equal(idOf(["a-", several("x")], { x }), want);
    });
  }

  test("is never that of other parts, whatever types they have", () => {
    const word = fc
      .array(fc.constantFrom("-", "%", "=", "%=", "%25", "%25=", "5", "true", "%.", "."), { maxLength: 4 })
      .map((all) => all.join(""));
    const value = fc.oneof(word, fc.integer({ min: -5, max: 25 }), fc.boolean());
    const separators = fc.constantFrom("-", "=", "", "%", "%=", "2", "%25");
    fc.assert(
      fc.property(separators, value, value, value, value, (separator, x, y, otherX, otherY) => {
        fc.pre(!Object.is(x, otherX) || !Object.is(y, otherY));
        const template: Template = ["a-", several("x"), separator, several("y")];
        assert.notEqual(idOf(template, { x, y }), idOf(template, { x: otherX, y: otherY }));
      }),
      { numRuns: 20_000, seed: 20261130 },
    );
  });

  for (const x of ["\u200b1", "1\u200d", "\ufeff1", "a\u2060", "\u202e1", "\u00ad", "\ud800", "a\udc00b"]) {
    test(`is refused for what nobody sees: ${JSON.stringify(x)}`, () => {
      assert.throws(() => idOf(joined("-"), { x, y: "1" }), /cannot be seen|half of a character/);
      assert.throws(() => idOf([part("x")], { x }), /cannot be seen|half of a character/);
    });
  }
});
