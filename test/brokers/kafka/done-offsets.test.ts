import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeDone, encodeDone, maxDoneBytes } from "../../../src/runtime/brokers/kafka/done-offsets.ts";

const base = 1_000_000;
const some = (count: number, step: (index: number) => number): number[] => Array.from({ length: count }, (_, index) => base + step(index));

const cases: readonly (readonly [string, readonly number[]])[] = [
  ["nothing", []],
  ["a few", [base + 1, base + 4, base + 5, base + 9]],
  ["one long range", some(100_000, (index) => index)],
  ["every second of 200,000", some(100_000, (index) => 2 * index + 1)],
  ["a third of 20,000, without a pattern", some(20_000, (index) => index).filter((offset) => (offset * 2_654_435_761) % 97 < 32)],
];

for (const [what, offsets] of cases) {
  test(`${what} fits beside an offset, and comes back`, () => {
    const text = encodeDone(base, offsets);
    assert.ok(text.length <= maxDoneBytes, `${text.length} bytes`);
    assert.deepEqual([...decodeDone(base, text)], [...offsets]);
  });
}

test("what others wrote there is nothing done", () => {
  for (const text of [null, "", "zebra", "z", "z////", "1-", "4,x", "Z3"]) assert.equal(decodeDone(base, text).size, 0, String(text));
});
