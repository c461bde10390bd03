import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { describeWithServices } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import { place, protocols } from "./brokers.ts";

const keys = 7;
/** Of the key whose first message fails: fewer than RabbitMQ's prefetch (4 × concurrency), which they would otherwise fill, so that nothing else comes. */
const mostHeld = 40;
const messages = process.env["BOOST_TEST_LONG"] === "1" ? 5_000 : 400;

interface Run {
  readonly id: string;
  readonly begun: number;
  readonly ended: number;
  readonly well: boolean;
}

await describeWithServices(["kafka", "rabbitmq", "redis"], "Order", (brokers) => {
  for (const protocol of protocols) {
    test(`${protocol}, G4, F19: messages of one key run one after the other in their order, also when some fail; other keys go on`, async () => {
      const random = randomsFrom(runSeed);
      /** Of its own, so that the handlers' timing does not change what is published. */
      const keyOfNext = randomsFrom(runSeed + 1);
      const runs = new Map<string, Run[]>();
      let moment = 0;
      /** The key whose first message fails until all others are done. */
      let isHeld = true;
      const keyOf = (id: string): string => id.slice(0, id.indexOf("-"));
      const handle = async (id: string, attempt: number): Promise<void> => {
        const begun = moment++;
        const fails = id === "key0-0" ? isHeld : attempt === 1 && random() < 0.15;
        await delay(random() * 8);
        const key = keyOf(id);
        runs.set(key, [...(runs.get(key) ?? []), { id, begun, ended: moment++, well: !fails }]);
        if (fails) throw new Error("not this time");
      };
      const flow = await AppFlow.make({
        ...(await place(brokers, protocol, { partitions: 3 })),
        operation: {
          ordering: "key",
          concurrency: 16,
          retry: { attempts: 1_000, initialInterval: 20, multiplier: 1.2, maxInterval: 200 },
          orderBy: [{ from: "header", path: ["customer"] }],
        },
        handle,
      });
      try {
        await flow.start();
        const published = new Map<string, string[]>();
        for (let count = 0; count < messages; count++) {
          const isFull = (published.get("key0")?.length ?? 0) >= mostHeld;
          const key = `key${count < keys ? count : Math.floor(isFull ? 1 + keyOfNext() * (keys - 1) : keyOfNext() * keys)}`;
          const ids = published.get(key) ?? [];
          const id = `${key}-${ids.length}`;
          published.set(key, [...ids, id]);
          await flow.publish(id, { key, headers: [["customer", [key]]] });
        }
        await flow.until("the other keys are handled", () => flow.missing.every((id) => id.startsWith("key0-")));
        assert.deepEqual(flow.missing.toSorted(), published.get("key0")?.toSorted(), "nothing of the failing key passes its first message");
        isHeld = false;
        await flow.settled();
        for (const [key, ids] of published) {
          const own = runs.get(key) ?? [];
          assert.deepEqual(
            own.filter(({ well }) => well).map(({ id }) => id),
            ids,
            `the order of ${key}`,
          );
          const overlaps = own.filter((run, index) => index > 0 && run.begun < (own[index - 1]?.ended ?? 0));
          assert.deepEqual(overlaps, [], `${key} runs one at a time`);
        }
        const all = [...runs.values()].flat();
        assert.ok(
          all.some((run) => all.some((other) => keyOf(other.id) !== keyOf(run.id) && other.begun < run.ended && other.ended > run.begun)),
          "keys run beside each other",
        );
      } finally {
        await flow.close();
      }
    });
  }
});
