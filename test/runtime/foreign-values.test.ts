import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { kindOf, sentence, stackOf } from "../../src/runtime/ground/errors.ts";
import { jsonLogger } from "../../src/runtime/ground/log.ts";
import { printable } from "../../src/runtime/ground/printable.ts";
import { createTestApp } from "../../src/testing/index.ts";
import { contract } from "./orders-contract.ts";

/** What user code and libraries throw and log, by what is odd about it. */
const foreign: { readonly [oddity: string]: () => unknown } = {
  "is its own cause": () => {
    const error = new Error("round");
    error.cause = error;
    return error;
  },
  "has a circular cause": () => {
    const response: { self?: unknown } = {};
    response.self = response;
    return new Error("refused", { cause: response });
  },
  "has a stack that is a list of call sites": () => Object.assign(new Error("traced"), { stack: [{ file: "a.ts" }] }),
  "has a stack that throws": () => Object.defineProperty(new Error("x"), "stack", { get: () => assert.fail("no stack") }),
  "has a message that throws": () => Object.defineProperty(new Error("x"), "message", { get: () => assert.fail("no message") }),
  "has a message that is no text": () => Object.assign(new Error("x"), { message: { code: 7 } }),
  "is an object whose members throw": () => Object.defineProperty({}, "a", { enumerable: true, get: () => assert.fail("no a") }),
  "is an object whose toJSON throws": () => ({ toJSON: () => assert.fail("no JSON") }),
  "is a proxy that refuses everything": () =>
    new Proxy({}, new Proxy({}, { get: () => () => assert.fail("refused") }) as ProxyHandler<object>),
  "is a hundred million characters": () => "x".repeat(1e8),
  "has a message of a hundred million characters": () => new Error("x".repeat(1e8)),
  "is a list of a million": () => Array.from({ length: 1e6 }, (_, index) => index),
  "is nested a hundred thousand deep": () => {
    let value: unknown = "bottom";
    for (let depth = 0; depth < 1e5; depth += 1) value = [value];
    return value;
  },
  "is a revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "is undefined": () => undefined,
  "is a symbol": () => Symbol("s"),
  "is a bigint": () => 2n ** 4_000n,
  "is an object without a prototype": () => Object.create(null),
};

describe("F55: a foreign value", () => {
  for (const [oddity, make] of Object.entries(foreign)) {
    test(`that ${oddity} is told in a bounded sentence and a whole log line`, () => {
      const value = make();
      assert.ok(sentence(value).length < 5_000);
      assert.equal(kindOf(value), "transient");
      const stack = stackOf(value);
      assert.ok(stack === undefined || typeof stack === "string");
      const lines: string[] = [];
      jsonLogger((line) => lines.push(line)).warn({ error: value, order: "7" }, "told");
      assert.equal(lines.length, 1);
      assert.ok((lines[0]?.length ?? 0) < 100_000, `a line of ${lines[0]?.length} characters`);
      const { message, order } = JSON.parse(lines[0] ?? "") as { readonly [field: string]: unknown };
      assert.deepEqual([message, order], ["told", "7"]);
    });

    test(`that ${oddity}, thrown by a handler, ends in the dead letter after its attempts, and the next message is handled`, async () => {
      const handled: string[] = [];
      const onOrder = {
        orderCreated: (order: { readonly order_id: string }): Promise<void> => {
          if (order.order_id === "odd") throw make();
          handled.push(order.order_id);
          return Promise.resolve();
        },
        orderCancelled: async () => {},
      };
      const app = await createTestApp(contract, { onOrder });
      const body = (id: string) => ({
        type: "order.created",
        order_id: id,
        customer_id: "c",
        items: [{ sku: "s", quantity: 1, price: 1 }],
        total: 1,
      });
      await app.publishRaw("orders.v1", JSON.stringify(body("odd")));
      await app.publishRaw("orders.v1", JSON.stringify(body("good")));
      const letters = app.deadLetters.map(({ cause }) => cause);
      await app.stop();
      assert.deepEqual([letters, handled], [["attempts exhausted"], ["good"]]);
    });
  }
});

test("what is printed keeps what can be read", () => {
  const error = Object.assign(new Error("outer", { cause: new Error("inner") }), { code: "E1" });
  const printed = printable({ error, map: new Map([["k", 1]]), bytes: new Uint8Array(3), at: new Date(0), list: [undefined, 1] });
  const { error: told, ...rest } = JSON.parse(JSON.stringify(printed));
  assert.deepEqual([told.message, told.code, told.cause.message], ["outer", "E1", "inner"]);
  assert.deepEqual(rest, { map: { k: 1 }, bytes: "[3 bytes]", at: "1970-01-01T00:00:00.000Z", list: [null, 1] });
});
