import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { Flow } from "./kafka-flow.ts";

await describeWithServices(
  ["kafka"],
  "F1: the only Kafka broker is killed",
  ({ kafka }) => {
    test("G10, F1: under load, twice: ping tells, the consumer comes back, every confirmed message is handled", async (context) => {
      const topic = uniqueName("restart");
      await kafka.createTopic(topic, 3);
      const flow = new Flow(kafka.address, { topic, group: uniqueName("group") });
      try {
        await flow.start();
        flow.startPublishing();
        for (let life = 0; life < 2; life++) {
          await delay(1_500);
          const before = flow.handled.size;
          await kafka.kill();
          await assert.rejects(flow.consumer.ping());
          await delay(2_000);
          await kafka.start();
          const up = performance.now();
          await flow.until("messages are handled again", () => flow.handled.size > before + 50);
          context.diagnostic(`back ${Math.round(performance.now() - up)} ms after the broker`);
          await flow.consumer.ping();
        }
        await flow.stopPublishing();
        await flow.settled();
        assert.deepEqual(flow.fatals, []);
        assert.notEqual(flow.states.at(-1)?.state, "down");
        context.diagnostic(
          `${flow.confirmed.size} confirmed, ${flow.handled.size} handled, ${flow.duplicates} again, ${flow.publishFailures.length} publishes failed, states ${flow.states.map(({ state }) => state).join(" ")}`,
        );
      } finally {
        await flow.close();
      }
    });

    test("F2: it is down at the start: a sentence, and the same broker connects once it is there", async () => {
      const topic = uniqueName("late");
      await kafka.createTopic(topic, 1);
      await kafka.stop();
      const flow = new Flow(kafka.address, { topic, group: uniqueName("group") });
      try {
        await assert.rejects(flow.start(), /cannot connect to Kafka server "kafka"/);
        await kafka.start();
        await flow.start();
        await flow.publish();
        await flow.settled();
      } finally {
        await flow.close();
      }
    });
  },
  { own: true },
);
