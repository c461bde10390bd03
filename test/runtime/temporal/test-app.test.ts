import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client, Connection } from "@temporalio/client";
import { contract } from "../../../generated/orders/index.ts";
import { createTestApp } from "../../../src/testing/index.ts";
import { handlers } from "../../apps/orders/handlers/index.ts";
import { describeWithServices } from "../../services/index.ts";

const workflowsPath = fileURLToPath(new URL("./order-workflow.ts", import.meta.url));
const order = (order_id: string) => ({
  type: "order.created" as const,
  order_id,
  customer_id: "c",
  items: [{ sku: "tea", quantity: 1, price: 4 }],
  total: 4,
});

/** The document's queue is everybody's on the shared server. */
function onOwnQueue(taskQueue: string): typeof contract {
  const operations = contract.operations.map((operation) => ({
    ...operation,
    messages: Object.fromEntries(
      Object.entries(operation.messages).map(([member, { rules }]) => [
        member,
        { rules: rules.map((rule) => (rule.taskQueue === undefined ? rule : { ...rule, taskQueue })) },
      ]),
    ),
  }));
  return { ...contract, operations };
}

await describeWithServices(["temporal"], "the harness with a server", ({ temporal }) => {
  const environment = { TEMPORAL_ADDRESS: temporal.address };

  test("runs the real workflows, and what the server took is written down", { timeout: 120_000 }, async () => {
    const taskQueue = `harness-${randomUUID()}`;
    const id = randomUUID();
    const app = await createTestApp(onOwnQueue(taskQueue), handlers, {
      temporal: "server",
      environment,
      workers: { orders: { taskQueue, workflowsPath } },
    });
    const connection = await Connection.connect({ address: temporal.address });
    try {
      await app.publish.orderCreated(order(id));
      await app.publish.orderCancelled({ type: "order.cancelled", order_id: id, reason: "stock" });
      assert.deepEqual(app.workflows.started, [{ workflow: "OrderWorkflow", workflowId: `order-${id}`, taskQueue, args: [order(id)] }]);
      assert.deepEqual(
        app.workflows.signals.map(({ workflowId, signal }) => [workflowId, signal]),
        [[`order-${id}`, "cancel"]],
      );
      assert.equal(await new Client({ connection }).workflow.getHandle(`order-${id}`).result(), `${id}: stock`);
    } finally {
      await connection.close();
      await app.stop();
    }
  });

  test("workers without a server are a sentence", async () => {
    await assert.rejects(
      createTestApp(contract, handlers, { workers: { orders: { workflowsPath } } }),
      /workers run on a server only: give `temporal: "server"`/,
    );
  });
});
