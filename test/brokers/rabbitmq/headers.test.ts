import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ordersOf, readHeaders } from "../../../src/runtime/brokers/rabbitmq/headers.ts";

function nested(levels: number, around: (value: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = around(value);
  return value;
}

describe("M12: headers nested a hundred thousand deep are read without an end of the stack", () => {
  for (const [title, around, want] of [
    ["lists", (value: unknown) => [value], "(nested too deep to be written)"],
    ["tables", (a: unknown) => ({ a }), "(nested too deep to be written)"],
    ["what looks like amqplib's note of a type", (value: unknown) => ({ "!": "timestamp", value }), 1],
  ] as const) {
    test(title, () => {
      const deep = nested(100_000, around);
      assert.deepEqual([...readHeaders({ deep })], [["deep", [want]]]);
      const properties = { headers: { CC: deep, "x-death": deep } };
      assert.deepEqual([...ordersOf({ properties } as never).values()], [String(want), String(want)]);
    });
  }
});
