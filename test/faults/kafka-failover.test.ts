import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { uniqueName } from "../services/index.ts";
import { Flow } from "./kafka-flow.ts";
import { describeKafka } from "./kafka-own.ts";

const long = process.env["BOOST_TEST_LONG"] === "1";

await describeKafka(
  "F36: three Kafka brokers, one after the other is killed",
  { brokers: 3, properties: { "min.insync.replicas": "2" } },
  (kafka) => {
    test("every confirmed message is handled, whoever leads", async (context) => {
      const topic = uniqueName("failover");
      const group = uniqueName("group");
      await kafka.createTopic(topic, 6);
      const flow = new Flow(kafka.address, { topic, group });
      try {
        await flow.start();
        flow.startPublishing();
        for (const node of long ? [...kafka.nodes, ...kafka.nodes, ...kafka.nodes] : kafka.nodes.slice(0, 2)) {
          await delay(1_500);
          const confirmed = flow.confirmed.size;
          const handled = flow.handled.size;
          await node.kill();
          const killed = performance.now();
          await flow.until("messages are confirmed again", () => flow.confirmed.size > confirmed + 100);
          const published = Math.round(performance.now() - killed);
          await flow.until("messages are handled again", () => flow.handled.size > handled + 100);
          context.diagnostic(
            `broker ${node.id} killed: publishing went on after ${published} ms, handling after ${Math.round(performance.now() - killed)} ms`,
          );
          await node.start();
        }
        await flow.stopPublishing();
        await flow.settled();
        assert.deepEqual(flow.fatals, []);
        context.diagnostic(
          `${flow.confirmed.size} confirmed, ${flow.duplicates} handled again, ${flow.publishFailures.length} publishes failed`,
        );
      } finally {
        await flow.close();
      }
    });
  },
);
