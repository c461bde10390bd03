import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createTestApp } from "../../src/testing/index.ts";
import { contract } from "../golden/features/avro/expected/generated/index.ts";

const order = { id: "0e37df36-f698-11e6-8dd4-cb9ced3df976", total: "12.50", placed: "2024-02-29T10:15:30.250Z", payment: null } as const;
const headers = { retries: 1 };

describe("an application whose messages are Avro", () => {
  test("handles JSON values with defaults filled in, starts workflows by them, and publishes them", async () => {
    const handled: unknown[] = [];
    const app = await createTestApp(contract, {
      onOrder: {
        orderCreated: async (message, context) => {
          handled.push(message);
          await context.workflows.dispatch(message);
          await context.publish.orderPaid({ order: message.id, by: { name: "Ada" } });
        },
        orderPaid: () => {},
      },
    });
    try {
      const settled = await app.publish.orderCreated(order, { headers });
      assert.equal(settled.outcome, "handled");
      const whole = {
        ...order,
        currency: "EUR",
        status: "NEW",
        parent: null,
        lines: [],
        tags: {},
        photo: null,
        hash: "AAEC/w==",
        lasts: { months: 0, days: 0, millis: 0 },
      };
      assert.deepEqual(handled, [whole]);
      assert.deepEqual(
        app.workflows.started.map(({ workflowId, args }) => [workflowId, args]),
        [[`order-${order.id}`, [whole]]],
      );
      assert.deepEqual(
        app.published.map(({ payload }) => payload),
        [{ order: order.id, by: { name: "Ada", birthday: null } }],
      );
      assert.equal(app.store.entries("orders.v1")[0]?.body?.[0], 72, "it begins with the length of the id, as Avro does");
    } finally {
      await app.stop();
    }
  });

  test("bytes that no schema of the channel wrote are a dead letter", async () => {
    const app = await createTestApp(contract, { onOrder: { orderCreated: () => {}, orderPaid: () => {} } });
    try {
      const settled = await app.publishRaw("orders.v1", Buffer.from([1, 2, 3]));
      assert.deepEqual([settled.outcome, settled.cause], ["dead-lettered", "invalid: unmatched"]);
    } finally {
      await app.stop();
    }
  });

  test("a value that the schema does not describe is not published", async () => {
    const app = await createTestApp(contract, {
      onOrder: {
        orderCreated: async (message, context) => {
          await context.publish.orderPaid({ order: message.id, by: { name: "Ada", birthday: "2023-02-29" } });
        },
        orderPaid: () => {},
      },
    });
    try {
      const settled = await app.publish.orderCreated(order, { headers });
      assert.deepEqual([settled.outcome, settled.cause], ["dead-lettered", "invalid: schema"]);
      assert.match(String(settled.error), /"2023-02-29" is no date of ISO 8601 at \/by\/birthday/);
    } finally {
      await app.stop();
    }
  });
});
