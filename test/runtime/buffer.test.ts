import assert from "node:assert/strict";
import { test } from "node:test";
import { Buffer as HeldMessages } from "../../src/runtime/subscription/buffer.ts";

test("has room again once half of its bytes have gone, and forgets none of them", () => {
  const held = new HeldMessages({ messages: 100, bytes: 1_000 });
  let calls = 0;
  held.onRoom(() => calls++);
  for (let round = 1; round <= 3; round += 1) {
    held.add(600);
    assert.ok(held.room() > 0);
    held.add(400);
    assert.equal(held.room(), 0);
    held.remove(400);
    assert.equal(calls, round - 1);
    held.remove(600);
    assert.equal(calls, round);
    assert.equal(held.room(), 100);
  }
});

test("has room again once half of its messages have gone", () => {
  const held = new HeldMessages({ messages: 4, bytes: 1_000 });
  let calls = 0;
  held.onRoom(() => calls++);
  for (let count = 0; count < 4; count += 1) held.add(1);
  assert.equal(held.room(), 0);
  held.remove(1);
  assert.equal(calls, 0);
  held.remove(1);
  assert.deepEqual([calls, held.room(), held.messages], [1, 2, 2]);
});
