import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";

await describeWithServices(
  ["rabbitmq"],
  "RabbitMQ closes the channel",
  ({ rabbitmq }) => {
    test("amqp, G10, F23: a handler that takes longer than the server's patience (406): told, a new channel with the same window, no old tag is acknowledged", async () => {
      // Looked at each second instead of each minute; both hold for channels that are opened after it.
      await rabbitmq.ctl("eval", "application:set_env(rabbit, channel_tick_interval, 1000).");
      await rabbitmq.ctl("eval", "application:set_env(rabbit, consumer_timeout, 2000).");
      const address = uniqueName("patience");
      let isSlow = true;
      const flow = await AppFlow.make({
        protocol: "amqp",
        url: rabbitmq.address,
        address,
        operation: { concurrency: 4, timeout: 60_000 },
        handle: (id) => (id === "slow" && isSlow ? delay(20_000) : delay(5)),
      });
      try {
        await flow.start();
        await flow.publish("slow");
        for (let index = 0; index < 20; index++) await flow.publish();
        await flow.until("it is told", () => flow.logged.some((line) => line.includes("within its consumer timeout")), 30_000);
        isSlow = false;
        await flow.settled();
        await flow.turnsReady(true);
        assert.equal(await flow.ended(), undefined);
        const again = [...flow.handled].filter(([id, runs]) => id !== "slow" && runs > 1);
        assert.deepEqual(again, [], "what was acknowledged does not come again");
        const consumers = await rabbitmq.ctl("list_consumers", "queue_name", "prefetch_count");
        assert.match(consumers, new RegExp(`${address}\\s+4\\b`));
        for (let index = 0; index < 20; index++) await flow.publish();
        await flow.settled();
        assert.deepEqual(await flow.deadLetters(), []);
      } finally {
        await flow.close();
      }
    });

    for (const queueType of ["classic", "quorum"] as const)
      test(`amqp, G6, F43: a back-off longer than the server's patience ends after its attempts, on a ${queueType} queue`, async () => {
        await rabbitmq.ctl("eval", "application:set_env(rabbit, channel_tick_interval, 1000).");
        await rabbitmq.ctl("eval", "application:set_env(rabbit, consumer_timeout, 2000).");
        const address = uniqueName("back-off");
        let runs = 0;
        const flow = await AppFlow.make({
          protocol: "amqp",
          url: rabbitmq.address,
          address,
          operation: {
            concurrency: 4,
            retry: { attempts: 3, initialInterval: 8_000, maxInterval: 8_000, multiplier: 1 },
            amqp: { declare: "create", queueType },
          },
          handle: async (id) => {
            if (!id.startsWith("dead")) return;
            runs += 1;
            throw new Error("never");
          },
        });
        try {
          await flow.start();
          await flow.publish("dead-1");
          const letters = async () => (await flow.deadLetters()).length === 1;
          await flow.until("it is dead", letters, 120_000);
          assert.ok(runs <= 3, `${runs} runs`);
          await flow.publish();
          await flow.settled();
          assert.equal(await flow.ended(), undefined);
        } finally {
          await flow.close();
        }
      });
  },
  { own: true },
);
