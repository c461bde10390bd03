import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestApp } from "boost-gen/testing";
import { type ContractHandlers, contract, type OrderCreated } from "../../generated/orders/index.ts";

const order: OrderCreated = {
  type: "order.created",
  order_id: "o-1",
  customer_id: "c-1",
  items: [{ sku: "tea", quantity: 1, price: 2 }],
  total: 2,
};

/** What the generator writes into handlers/. */
const handlers: ContractHandlers = {
  onOrder: {
    async orderCreated(message, context) {
      await context.workflows.dispatch(message);
    },
    async orderCancelled(message, context) {
      await context.workflows.dispatch(message);
    },
  },
};

test("specs/orders.yaml with its untouched stubs", async () => {
  const app = await createTestApp(contract, handlers);
  await app.publish.orderCreated(order);
  await app.publish.orderCreated(order);
  await app.publish.orderCancelled({ type: "order.cancelled", order_id: "o-1", reason: "customer" });
  assert.deepEqual(app.workflows.started, [
    { workflow: "OrderWorkflow", workflowId: "order-o-1", taskQueue: "order_queue", args: [order] },
  ]);
  assert.deepEqual(app.workflows.calls[0]?.memo, { customer: "c-1" });
  assert.deepEqual(app.workflows.signals, [
    { workflowId: "order-o-1", signal: "cancel", args: [{ type: "order.cancelled", order_id: "o-1", reason: "customer" }] },
  ]);
  const refused = await app.publish.orderCreated({ ...order, total: -1 });
  assert.equal(refused.cause, "invalid: schema");
  assert.equal(app.deadLetters.length, 1);
  assert.equal(app.deadLetters[0]?.key, "o-1");
  await app.stop();
});
