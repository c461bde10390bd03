import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pino } from "pino";
import { RejectMessage } from "../../src/runtime/ground/errors.ts";
import { childLogger, jsonLogger, type Logger } from "../../src/runtime/ground/log.ts";
import { createTestApp } from "../../src/testing/index.ts";
import { contract } from "./orders-contract.ts";

type Line = { readonly [field: string]: unknown };

function collecting(): { readonly lines: Line[]; readonly write: (line: string) => void } {
  const lines: Line[] = [];
  return { lines, write: (line) => void lines.push(JSON.parse(line)) };
}

describe("the log", () => {
  test("pino is a logger as it is: levels, fields, errors", async () => {
    const { lines, write } = collecting();
    const logger: Logger = pino({ level: "info", base: null }, { write });
    const onOrder = {
      orderCreated: () => Promise.reject(new RejectMessage("not today")),
      orderCancelled: async () => {},
    };
    const app = await createTestApp(contract, { onOrder }, { logger });
    const body = { type: "order.created", order_id: "1", customer_id: "c", items: [{ sku: "s", quantity: 1, price: 1 }], total: 1 };
    await app.publishRaw("orders.v1", JSON.stringify(body));
    await app.stop();
    const letter = lines.find(({ msg }) => String(msg).startsWith("dead-lettered"));
    assert.equal(letter?.["level"], 50, JSON.stringify(lines));
    assert.match(JSON.stringify(letter), /not today/);
  });

  test("one JSON object a line; errors with their cause, numbers that JSON does not have as text", () => {
    const { lines, write } = collecting();
    jsonLogger(write).warn({ error: new Error("outer", { cause: new Error("inner") }), big: 2n ** 70n }, "something");
    const [line] = lines;
    assert.deepEqual([line?.["level"], line?.["message"], line?.["big"]], ["warn", "something", String(2n ** 70n)]);
    assert.match(JSON.stringify(line?.["error"]), /outer.*inner/);
  });

  test("a level of its own for each group, and its fields on every line", () => {
    const { lines, write } = collecting();
    const base = jsonLogger(write);
    childLogger(base, { group: "quiet" }, "error").info({}, "not heard");
    childLogger(base, { group: "loud" }, "debug").debug({ own: 1 }, "heard");
    assert.deepEqual(
      lines.map(({ group, own, message }) => [group, own, message]),
      [["loud", 1, "heard"]],
    );
  });

  test("a logger that throws, or whose promise is refused, changes nothing", async () => {
    const refused: unknown[] = [];
    const note = (reason: unknown): void => void refused.push(reason);
    process.on("unhandledRejection", note);
    const throwing = childLogger({ ...console, info: () => assert.fail("broken") }, {});
    const later = childLogger({ ...console, info: () => Promise.reject(new Error("broken")) }, {});
    throwing.info({}, "x");
    later.info({}, "x");
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", note);
    assert.deepEqual(refused, []);
  });
});
