import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ReadAhead } from "../../../src/runtime/brokers/redis/read-ahead.ts";

describe("How far a stream's consumer reads ahead", () => {
  function readAhead(places: number) {
    let now = 0;
    const ahead = new ReadAhead({ places, most: 1_000, now: () => now });
    const pass = (milliseconds: number, settled: number): number => {
      for (let one = 0; one < settled; one++) ahead.settled();
      now += milliseconds;
      return ahead.limit;
    };
    return { ahead, pass };
  }

  test("a little at first, and two for each place", () => {
    assert.equal(readAhead(1).ahead.limit, 32);
    assert.equal(readAhead(64).ahead.limit, 128);
  });

  test("never more than the buffer", () => {
    const small = new ReadAhead({ places: 64, most: 10 });
    assert.equal(small.limit, 10);
    assert.equal(readAhead(16).pass(100, 50_000), 1_000);
  });

  test("what is settled in a quarter of a second, once a tenth has been seen", () => {
    const { pass } = readAhead(1);
    assert.equal(pass(99, 200), 32);
    assert.equal(pass(1, 0), 500);
    assert.equal(pass(200, 200), 250);
  });

  test("slow work and idleness bring it back", () => {
    const { pass } = readAhead(4);
    assert.equal(pass(100, 400), 1_000);
    assert.equal(pass(1_000, 8), 32);
    assert.equal(pass(60_000, 0), 32);
  });
});
