import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionError, InvalidMessage, RejectMessage } from "boost-gen/runtime";
import { createTestApp } from "boost-gen/testing";
import { compiled } from "../truth/compiled.ts";
import { contract, dispatching, type OnOrderHandlers, type OrderCancelled, type OrderCreated } from "./orders-contract.ts";

const order: OrderCreated = { type: "order.created", order_id: "1", total: 5 };
const cancellation: OrderCancelled = { type: "order.cancelled", order_id: "1", reason: "customer" };
const withCreated = (orderCreated: OnOrderHandlers["orderCreated"]): { onOrder: OnOrderHandlers } => ({
  onOrder: { ...dispatching, orderCreated },
});

test("an address that nobody reads is a sentence at once", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching });
  await assert.rejects(app.publishRaw("nowhere", "{}"), /nobody reads "nowhere"; the application reads "orders\.v1"/);
  await app.stop();
});

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
  assert.deepEqual(
    { ...(await app.publish.orderCreated(order)), error: undefined },
    { outcome: "dead-lettered", attempts: 1, cause: "rejected", error: undefined, position: "orders.v1/0" },
  );
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
  assert.deepEqual(
    times.map((time) => time - (times[0] ?? 0)),
    [0, 1000, 3000, 7000, 15_000],
  );
  await app.stop();
});

test("the same message again starts nothing and is handled; another one with the same workflow id is a conflict, the first stays", async () => {
  const outcomes: string[] = [];
  const app = await createTestApp(
    contract,
    withCreated(async (message, { workflows }) => void outcomes.push((await workflows.orderWorkflow.start(message)).outcome)),
  );
  const { position } = await app.publish.orderCreated(order);
  assert.equal((await app.redeliver(position)).outcome, "handled");
  await app.publish.orderCreated({ ...order, total: 6 });
  assert.deepEqual(outcomes, ["started", "duplicate", "conflict"]);
  assert.equal(app.workflows.started.length, 1);
  await app.stop();
});

test("signals arrive once per message; closed and missing workflows do what the document says", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching });
  const { position } = await app.publish.orderCancelled(cancellation);
  await app.redeliver(position);
  assert.deepEqual(app.workflows.signals, [{ workflowId: "order-1", signal: "cancel", args: [cancellation] }]);
  app.workflows.close("order-1");
  assert.equal((await app.publish.orderCancelled(cancellation)).cause, "rejected");
  app.workflows.missing("order-2");
  const missing = await app.publish.orderCancelled({ ...cancellation, order_id: "2" });
  assert.deepEqual([missing.cause, missing.attempts], ["attempts exhausted", 5]);
  await app.stop();
});

test("a signal that comes before its workflow waits for it", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching }, { clock: "manual" });
  app.workflows.missing("order-1");
  const cancelled = app.publish.orderCancelled(cancellation, { key: "other lane" });
  await app.clock.advance(10);
  await app.publish.orderCreated(order);
  await app.clock.advance(1_000);
  assert.equal((await cancelled).outcome, "handled");
  assert.equal((await cancelled).attempts, 2);
  await app.stop();
});

test("what handlers publish is there, with an id that a repeated run repeats", async () => {
  const app = await createTestApp(
    contract,
    withCreated(async ({ order_id }, { publish, delivery }) => {
      await publish.orderConfirmed({ order_id }, { headers: { tenant: "t" } });
      if (delivery.attempt === 1) throw new Error("again");
    }),
  );
  await app.publish.orderCreated(order);
  const confirmed = { address: "orders.status.v1", payload: { order_id: "1" }, key: "1", headers: { tenant: "t" } };
  assert.deepEqual(app.published, [confirmed, confirmed]);
  const ids = app.store.entries("orders.status.v1").map(({ headers }) => Buffer.from(headers.get("boost-id")?.[0] ?? "").toString());
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  await app.stop();
});

test("code outside of handlers publishes as with the application itself: validated, kept, a broker that is away told", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching });
  const publish = app.publishers(contract);
  const { id } = await publish.orderConfirmed({ order_id: "1" }, { headers: { tenant: "t" } });
  assert.equal(id.length, 36);
  assert.deepEqual(app.published, [{ address: "orders.status.v1", payload: { order_id: "1" }, key: "1", headers: { tenant: "t" } }]);
  await assert.rejects(async () => publish.orderConfirmed({ order_id: 1 } as never), InvalidMessage);
  app.store.refuse("orders.status.v1", "no room");
  await assert.rejects(async () => publish.orderConfirmed({ order_id: "2" }), /no room/);
  await app.stop();
});

test("what another document sends from outside is handled where this one reads it, in any format", async () => {
  const schema = { type: "record", name: "Total", fields: [{ name: "total", type: "int" }] };
  const { contract: shop } = await compiled(
    JSON.stringify({
      asyncapi: "3.0.0",
      info: { title: "Shop", version: "1.0.0" },
      servers: { main: { host: "localhost", protocol: "kafka" }, other: { host: "localhost", protocol: "amqp" } },
      channels: {
        orders: { address: "orders.v1", servers: [{ $ref: "#/servers/main" }], messages: { placed: { payload: { type: "object" } } } },
        totals: {
          address: "totals",
          servers: [{ $ref: "#/servers/main" }],
          messages: { told: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema } } },
        },
      },
      operations: Object.fromEntries(["orders", "totals"].map((key) => [key, { action: "send", channel: { $ref: `#/channels/${key}` } }])),
    }),
  );
  const app = await createTestApp(contract, { onOrder: dispatching });
  const publish = app.publishers(shop) as unknown as { readonly [member: string]: (payload: object) => Promise<unknown> };
  const [placed = "", told = ""] = ["orders", "totals"].map((channel) =>
    Object.keys(shop.publishers).find((member) => shop.publishers[member]?.operation.channel.key === channel),
  );
  await publish[told]?.({ total: 5 });
  await publish[placed]?.(order);
  while (app.workflows.started.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    app.published.map(({ address, payload }) => [address, payload]),
    [
      ["totals", { total: 5 }],
      ["orders.v1", order],
    ],
  );
  await app.stop();
});

test("the handler sees its delivery", async () => {
  let seen: unknown;
  const app = await createTestApp(
    contract,
    withCreated(async (_message, { delivery, headers, parameters, signal }) => {
      seen = { ...delivery, timestamp: typeof delivery.timestamp, headers, parameters, aborted: signal.aborted };
    }),
  );
  await app.publish.orderCreated(order, { id: "id-7", headers: { tenant: "t" }, correlationId: "c-1" });
  assert.deepEqual(seen, {
    id: "id-7",
    address: "orders.v1",
    position: "orders.v1/0",
    key: "1",
    keyBytes: Buffer.from("1"),
    attempt: 1,
    timestamp: "number",
    correlationId: "c-1",
    headers: { tenant: "t", "content-type": "application/json", correlationId: "c-1" },
    parameters: {},
    aborted: false,
  });
  await app.stop();
});

test("Temporal away: the message waits and no attempt is spent", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching }, { clock: "manual" });
  app.workflows.fail(() => new ConnectionError("away"));
  const started = app.publish.orderCreated(order);
  await app.clock.advance(120_000);
  assert.deepEqual(app.workflows.started, []);
  app.workflows.fail(() => undefined);
  await app.clock.advance(30_000);
  assert.equal((await started).outcome, "handled");
  assert.deepEqual(app.deadLetters, []);
  await app.stop();
});

test("a message that can never be settled fails its test instead of hanging it", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching });
  app.workflows.fail(() => new ConnectionError("away"));
  await assert.rejects(app.publish.orderCreated(order), /not settled after an hour of virtual time/);
  await app.stop();
});

test("a fatal error fails the test that caused it", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching }, { deadLetter: false });
  await assert.rejects(app.publishRaw("orders.v1", "{"), /cannot be handled \(invalid: syntax/);
});

test("a dead letter that its broker refuses is not lost", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching }, { clock: "manual" });
  app.store.refuse("orders.v1-dlq", "full");
  const settled = app.publishRaw("orders.v1", "{");
  await app.clock.advance(60_000);
  assert.deepEqual(app.deadLetters, []);
  app.store.refuse("orders.v1-dlq", undefined);
  await app.clock.advance(60_000);
  assert.equal((await settled).outcome, "dead-lettered");
  await app.stop();
});

test("two hundred messages in well under a second of real time", async () => {
  const app = await createTestApp(contract, { onOrder: dispatching });
  await Promise.all(Array.from({ length: 200 }, (_, index) => app.publish.orderCreated({ ...order, order_id: String(index) })));
  assert.equal(app.workflows.started.length, 200);
  await app.stop();
});
