import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionError, RequestLost, RequestTimeout } from "boost-gen/runtime";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { answerer, asker } from "./asker.ts";
import type { Conversation } from "./documents.ts";

await describeWithServices(
  ["rabbitmq", "redis"],
  "A server that is killed while requests wait:",
  ({ rabbitmq, redis }) => {
    const named = { replyAddress: "$message.header#/replyTo" };
    const conversations: readonly (readonly [string, "rabbitmq" | "redis", Conversation, "told" | "answered"])[] = [
      ["RabbitMQ, directly", "rabbitmq", { protocol: "amqp", requests: uniqueName("ask"), replies: null }, "told"],
      [
        "RabbitMQ, in a queue of the process",
        "rabbitmq",
        { protocol: "amqp", requests: uniqueName("ask"), replies: null, ...named },
        "told",
      ],
      [
        "Redis, pub/sub",
        "redis",
        { protocol: "redis", requests: uniqueName("ask"), replies: null, redis: { kind: "pubsub", envelope: true } },
        "told",
      ],
      ["Redis, a stream", "redis", { protocol: "redis", requests: uniqueName("ask"), replies: uniqueName("told") }, "answered"],
    ];
    for (const [name, broker, conversation, becomes] of conversations) {
      test(`${name}: who waits is ${becomes}, and afterwards requests are answered`, async (context) => {
        const server = { rabbitmq, redis }[broker];
        const environment = { BOOST_MAIN_URL: server.address };
        let held: (() => void)[] = [];
        let holds = true;
        await answerer(context, conversation, environment, async (sku) => {
          if (holds) await new Promise<void>((resolve) => held.push(resolve));
          return { price: Number(sku) };
        });
        const { ask } = await asker(context, conversation, environment);
        const waiting = [1, 2, 3].map((sku) => ask({ sku: String(sku) }, { timeout: 240_000 }));
        const outcomes = Promise.allSettled(waiting);
        await waitFor(async () => assert.equal(held.length, 3));
        await server.kill();
        holds = false;
        if (becomes === "told") {
          for (const outcome of await outcomes) {
            assert.ok(
              outcome.status === "rejected" && outcome.reason instanceof RequestLost,
              String(outcome.status === "rejected" ? outcome.reason : "answered"),
            );
            assert.match(outcome.reason.message, /the reply may be lost/);
          }
        }
        await server.start();
        for (const release of held) release();
        held = [];
        if (becomes === "answered")
          assert.deepEqual(
            (await outcomes).map((outcome) => (outcome.status === "fulfilled" ? outcome.value : outcome.reason)),
            [1, 2, 3].map((price) => ({ price })),
          );
        // Who asks while the connection is on its way back is told so, or waits in vain for what nobody was there to take.
        await waitFor(async () => {
          try {
            assert.deepEqual(await ask({ sku: "7" }, { timeout: 2_000 }), { price: 7 });
          } catch (error) {
            assert.ok(error instanceof ConnectionError || error instanceof RequestTimeout, String(error));
            throw error;
          }
        });
      });
    }
  },
  { own: true },
);

await describeWithServices(
  ["kafka"],
  "Kafka, killed while requests wait:",
  ({ kafka }) => {
    test("they are answered once it is back", async (context) => {
      const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
      for (const topic of [requests, replies, `${requests}-dlq`]) await kafka.createTopic(topic, 2);
      const conversation: Conversation = { protocol: "kafka", requests, replies };
      const environment = { BOOST_MAIN_URL: kafka.address };
      const held: (() => void)[] = [];
      let holds = true;
      await answerer(context, conversation, environment, async (sku) => {
        if (holds) await new Promise<void>((resolve) => held.push(resolve));
        return { price: Number(sku) };
      });
      const { ask } = await asker(context, conversation, environment);
      const waiting = [1, 2, 3].map((sku) => ask({ sku: String(sku) }, { timeout: 300_000 }));
      await waitFor(async () => assert.equal(held.length, 3));
      await kafka.kill();
      holds = false;
      for (const release of held) release();
      await kafka.start();
      assert.deepEqual(
        await Promise.all(waiting),
        [1, 2, 3].map((price) => ({ price })),
      );
    });
  },
  { own: true },
);
