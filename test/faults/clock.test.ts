import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import { place, protocols } from "./brokers.ts";

const hour = 3_600_000;

await describeWithServices(["kafka", "rabbitmq", "redis"], "The clock of the machine jumps", (brokers) => {
  for (const protocol of protocols) {
    test(`${protocol}, F33: an hour forth, two back: timers do not notice, nobody takes over what another still works on, each message runs once`, async () => {
      const at = await place(brokers, protocol);
      const options = { ...at, operation: { timeout: 10_000, redis: { minIdle: 1_000 }, retry: { initialInterval: 500 } } };
      const failed = new Set<string>();
      const handle = async (id: string): Promise<void> => {
        await delay(300);
        if (!id.endsWith("5") || failed.has(id)) return;
        failed.add(id);
        throw new Error("once");
      };
      const pair = [await AppFlow.make({ ...options, handle }), await AppFlow.make({ ...options, handle })] as const;
      const now = Date.now;
      try {
        for (const one of pair) await one.start();
        for (const jump of [hour, -hour, 0]) {
          for (let index = 0; index < 30; index++) await pair[0].publish();
          await delay(200);
          Date.now = () => now() + jump;
          for (let index = 0; index < 30; index++) await pair[0].publish();
          await pair[0].until("all are handled", () => pair[0].missing.every((id) => pair[1].handled.has(id)));
        }
        for (const one of pair) {
          assert.equal(await one.ended(), undefined);
          assert.equal((await one.ready()).ready, true);
          assert.deepEqual(await one.deadLetters(), []);
        }
        const runs = [...pair[0].confirmed].map((id) => (pair[0].handled.get(id) ?? 0) + (pair[1].handled.get(id) ?? 0));
        // Kafka moves partitions while the second one joins, and what ran then runs again.
        if (protocol !== "kafka") assert.deepEqual([...new Set(runs)], [1]);
      } finally {
        Date.now = now;
        for (const one of pair) await one.close();
      }
    });
  }
});
