import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { PauseSource } from "../../src/runtime/ground/errors.ts";
import { describeWithServices } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import { place, protocols } from "./brokers.ts";

const messages = 300;

await describeWithServices(["kafka", "rabbitmq", "redis"], "What every handler needs is away", (brokers) => {
  for (const protocol of protocols) {
    test(`${protocol}, G8, F25: no storm of redeliveries, few runs, none of them counted against a message`, async (context) => {
      let isAway = true;
      let runs = 0;
      /** Fail once more when it is back: the second of two attempts, unless the first run was counted. */
      const unlucky = new Set<string>();
      const flow = await AppFlow.make({
        ...(await place(brokers, protocol)),
        operation: { retry: { attempts: 2, initialInterval: 100 } },
        handle: async (id) => {
          runs += 1;
          if (isAway) unlucky.add(id);
          else if (unlucky.delete(id)) throw new Error("once more");
          const probe = async (): Promise<void> => {
            if (isAway) throw new Error("still away");
          };
          if (isAway) throw new PauseSource("the database is away", { probe });
        },
      });
      try {
        await flow.start();
        await Promise.all(Array.from({ length: messages }, () => flow.publish()));
        await flow.turnsReady(false);
        await delay(4_000);
        const during = runs;
        assert.ok(unlucky.size > 0);
        const received = await flow.count("boost_messages_received_total");
        isAway = false;
        await flow.settled();
        context.diagnostic(`${during} runs while it was away, ${received} deliveries`);
        // Those that were at it when the first one failed; after that only the probe asks.
        assert.ok(during <= 16, `${during} runs`);
        assert.ok(received <= messages, `${received} deliveries of ${messages} messages`);
        assert.equal(flow.duplicates, 0);
        assert.deepEqual(await flow.deadLetters(), []);
      } finally {
        await flow.close();
      }
    });
  }
});
