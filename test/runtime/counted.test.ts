import assert from "node:assert/strict";
import { test } from "node:test";
import { counted } from "../../src/runtime/ground/counted.ts";

for (const [count, want] of [
  [0, "0 members"],
  [1, "1 member"],
  [2, "2 members"],
] as const) {
  test(want, () => assert.equal(counted(count, "member"), want));
}

test("a word with a plural of its own", () =>
  assert.deepEqual([counted(1, "entry", "entries"), counted(3, "entry", "entries")], ["1 entry", "3 entries"]));
