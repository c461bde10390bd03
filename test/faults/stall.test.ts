import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ConsumerChild } from "../brokers/kafka/consumer-child.ts";
import { describeWithServices } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import type { AppOrder } from "./app-process.ts";
import { place } from "./brokers.ts";

const script = fileURLToPath(new URL("app-process.ts", import.meta.url));
/** A second until somebody who says nothing counts as gone. Kafka's part of this is in kafka-members.test.ts. */
const impatient = { client: { heartbeat: 1 }, operation: { redis: { minIdle: 1_000 } } };

await describeWithServices(
  ["kafka", "rabbitmq", "redis"],
  "RabbitMQ and Redis: handlers that take long, and an event loop that stands still",
  (brokers) => {
    for (const protocol of ["amqp", "redis"] as const) {
      const { client, operation } = impatient;
      const options = { operation, ...(protocol === "amqp" ? { client } : {}) };

      test(`${protocol}, F7: handlers that take longer than the broker's patience keep their messages, and run once`, async () => {
        const at = await place(brokers, protocol);
        const handle = (): Promise<void> => delay(4_000);
        const pair = [await AppFlow.make({ ...at, ...options, handle }), await AppFlow.make({ ...at, ...options, handle })] as const;
        try {
          for (const one of pair) await one.start();
          for (let index = 0; index < 20; index++) await pair[0].publish();
          await pair[0].until("all are handled", () => pair[0].missing.every((id) => pair[1].handled.has(id)));
          for (const id of pair[0].confirmed) assert.equal((pair[0].handled.get(id) ?? 0) + (pair[1].handled.get(id) ?? 0), 1, id);
          for (const one of pair) assert.deepEqual(await one.deadLetters(), []);
        } finally {
          for (const one of pair) await one.close();
        }
      });

      test(`${protocol}, F34: the event loop stands still for longer than that: taken for dead once, nothing is lost, and it goes on`, async (context) => {
        const at = await place(brokers, protocol);
        const order: AppOrder = { ...at, ...options, handler: [20, 40], stall: 5_000 };
        const producer = await AppFlow.make({ ...at, ...options });
        const pair = [new ConsumerChild(order, [], script), new ConsumerChild(order, [], script)] as const;
        try {
          for (const life of pair) await life.hears("joined");
          producer.startPublishing(2, 20);
          await delay(500);
          await producer.publish("stall-1");
          await delay(6_000);
          await producer.stopPublishing();
          const runs = (): Map<string, number> => {
            const count = new Map<string, number>();
            for (const [, id = ""] of pair.flatMap((life) => life.said("handled"))) count.set(id, (count.get(id) ?? 0) + 1);
            return count;
          };
          await producer.until("all are handled", () => [...producer.confirmed].every((id) => runs().has(id)));
          const again = [...runs()].filter(([, count]) => count > 1);
          context.diagnostic(`${producer.confirmed.size} messages, ${again.length} handled again`);
          // What it held when it stood still.
          assert.ok(again.length <= 64, `${again.length} handled again`);
          const before = pair.map((life) => life.said("handled").length);
          for (let index = 0; index < 60; index++) await producer.publish(`after-${index}`);
          await producer.until("both work again", () => pair.every((life, index) => life.said("handled").length > (before[index] ?? 0)));
          for (const life of pair) assert.equal(await life.end("SIGTERM"), 0);
        } finally {
          for (const life of pair) await life.end("SIGKILL");
          await producer.close();
        }
      });
    }
  },
);
