import assert from "node:assert/strict";
import { test } from "node:test";
import { RejectMessage } from "boost-gen/runtime";
import { createTestApp } from "boost-gen/testing";
import { contract, dispatching, type OrderCreated } from "./orders-contract.ts";

const order: OrderCreated = { type: "order.created", order_id: "1", total: 5 };

test("a message becomes a workflow, is acknowledged, and is settled when publish resolves", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching });
  const settled = await app.publish.orderCreated(order);
  assert.equal(settled.outcome, "handled");
  assert.deepEqual(app.workflows.started, [{ workflow: "OrderWorkflow", workflowId: "order-1", taskQueue: "orders", args: [order] }]);
  assert.deepEqual(app.deadLetters, []);
  await app.stop();
});

test("an invalid message goes to the dead letter with its bytes, without a run", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching });
  const settled = await app.publishRaw("orders.v1", "{");
  assert.equal(settled.outcome, "dead-lettered");
  assert.equal(settled.cause, "invalid: syntax");
  assert.equal(settled.attempts, 0);
  const [record] = app.store.entries("orders.v1-dlq");
  assert.equal(Buffer.from(record?.body ?? "").toString(), "{");
  await app.stop();
});

test("a rejected message goes to the dead letter after one run", async () => {
  const app = await createTestApp(contract, {
    onOrder: {
      ...dispatching,
      async orderCreated() {
        throw new RejectMessage("not for us");
      },
    },
  });
  assert.deepEqual({ ...(await app.publish.orderCreated(order)), error: undefined }, { outcome: "dead-lettered", attempts: 1, cause: "rejected", error: undefined, position: "orders.v1/0" });
  assert.equal(app.deadLetters[0]?.error, "not for us");
  await app.stop();
});

test("a failing handler is run five times with back-off, then dead-lettered", async () => {
  const times: number[] = [];
  const app = await createTestApp(contract, {
    onOrder: {
      ...dispatching,
      async orderCreated() {
        times.push(app.clock.now());
        throw new Error("again");
      },
    },
  });
  const settled = await app.publish.orderCreated(order);
  assert.equal(settled.cause, "attempts exhausted");
  assert.deepEqual(times.map((time) => time - (times[0] ?? 0)), [0, 1000, 3000, 7000, 15_000]);
  await app.stop();
});
