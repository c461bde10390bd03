import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { timeOf } from "../../src/runtime/ground/time.ts";

describe("a time that a producer wrote", () => {
  for (const milliseconds of [0, 1_700_000_000_000, 8.64e15])
    test(`${milliseconds} is one`, () => assert.equal(timeOf(milliseconds), milliseconds));
  for (const milliseconds of [-1, 8.64e15 + 1, 2 ** 64, Number.NaN, Number.POSITIVE_INFINITY])
    test(`${milliseconds} is none, which a Date could not be either`, () => assert.equal(timeOf(milliseconds), undefined));
});
