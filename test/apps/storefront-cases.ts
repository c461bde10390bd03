import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { connect } from "amqplib";
import { kcatConsume, rabbitDrain, redisCli } from "../services/clients.ts";
import type { Services } from "../services/index.ts";
import { runApp } from "./app-process.ts";

/** The producer; in one file with the consumers, because they share topics and queues. `orders.v1` exists. */
export function storefrontCases({ kafka, rabbitmq, redis }: Pick<Services, "kafka" | "rabbitmq" | "redis">): void {
  const environment = { BOOST_KAFKA_URL: kafka.address, BOOST_RABBITMQ_URL: rabbitmq.address, BOOST_REDIS_URL: redis.address };

  describe("storefront", () => {
    it("publishes to Kafka with key and identity", async () => {
      const id = randomUUID();
      const app = runApp("storefront", environment, ["exec", "place_order", id, "c-7"]);
      assert.equal(await app.ended, 0, app.output());
      const [record] = (await kcatConsume(kafka, "orders.v1")).filter(({ key }) => key === id);
      assert.ok(record);
      assert.deepEqual(JSON.parse(record.value ?? ""), {
        type: "order.created",
        order_id: id,
        customer_id: "c-7",
        items: [{ sku: "tea-green", quantity: 2, price: 4.5 }],
        total: 9,
      });
      assert.equal(record.headers["content-type"], "application/json");
      assert.match(record.headers["boost-id"] ?? "", /^[0-9a-f-]{36}$/);
    });

    it("publishes to queues and exchanges of RabbitMQ with priority and persistence", async () => {
      const own = await connect(rabbitmq.address);
      const setup = await own.createChannel();
      await setup.assertQueue("emails", { durable: true, arguments: { "x-queue-type": "classic", "x-max-priority": 10 } });
      await setup.assertQueue("notifications", { durable: true, arguments: { "x-queue-type": "quorum" } });
      await setup.assertExchange("messaging", "topic", { durable: true });
      const { queue } = await setup.assertQueue("", { durable: false, autoDelete: true });
      await setup.bindQueue(queue, "messaging", "text.de");
      const id = randomUUID();
      const app = runApp("storefront", environment, ["exec", "greet", id, "ada@example.com"]);
      assert.equal(await app.ended, 0, app.output());
      const found = async (name: string) => (await rabbitDrain(rabbitmq, name)).find(({ body }) => body.toString().includes(id));
      const email = await found("emails");
      assert.equal(email?.properties["priority"], 9);
      assert.equal(email?.properties["deliveryMode"], 2);
      assert.ok(await found("notifications"));
      assert.ok(await found(queue));
      await own.close();
    });

    it("publishes to a Redis stream with headers", async () => {
      const id = randomUUID();
      const app = runApp("storefront", environment, ["exec", "submit_task", id, "Water the plants", "7"]);
      assert.equal(await app.ended, 0, app.output());
      const entries = JSON.parse(await redisCli(redis, "--json", "XRANGE", "tasks", "-", "+")) as [string, string[]][];
      const fields = entries.map(([, list]) => list).find((list) => list.some((text) => text.includes(id)));
      assert.deepEqual(JSON.parse(fields?.[fields.indexOf("data") + 1] ?? ""), {
        task_id: id,
        description: "Water the plants",
        priority: 7,
      });
      assert.equal(fields?.[fields.indexOf("h:submitted-by") + 1], "storefront");
    });

    it("sends nothing that does not validate, and says why", async () => {
      const id = randomUUID();
      const app = runApp("storefront", environment, ["exec", "submit_task", id, "Too urgent", "11"]);
      assert.notEqual(await app.ended, 0);
      assert.match(app.output(), /priority/);
      assert.equal((await redisCli(redis, "XRANGE", "tasks", "-", "+")).includes(id), false);
    });
  });
}
