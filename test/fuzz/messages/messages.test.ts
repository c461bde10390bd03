import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConsumeOptions } from "../../../src/runtime/ground/contract.ts";
import { AppFlow, type AppFlowOptions } from "../../faults/app-flow.ts";
import { place } from "../../faults/brokers.ts";
import { fc } from "../../random/fast-check.ts";
import { describeWithServices } from "../../services/index.ts";
import { kafkaSender } from "./kafka.ts";
import { rabbitMqSender } from "./rabbitmq.ts";
import { rawKafkaSender } from "./raw-kafka.ts";
import { rawRabbitMqSender } from "./raw-rabbitmq.ts";
import { redisSender } from "./redis.ts";
import { redisChannelSender } from "./redis-channel.ts";
import type { Sender } from "./sender.ts";

/** Batches of up to five odd messages, with a good one behind each. */
const batches = process.env["BOOST_TEST_LONG"] === "1" ? 2_000 : 25;
/** For a good message; generous, since the machine may be busy. */
const boundMs = 60_000;

interface Way {
  readonly title: string;
  readonly protocol: AppFlowOptions["protocol"];
  readonly sender: (url: string, address: string) => Sender;
  readonly operation?: ConsumeOptions;
}

const ways: readonly Way[] = [
  { title: "kafka", protocol: "kafka", sender: kafkaSender },
  { title: "kafka, record batches byte for byte", protocol: "kafka", sender: rawKafkaSender },
  { title: "amqp", protocol: "amqp", sender: rabbitMqSender },
  { title: "amqp, content headers byte for byte", protocol: "amqp", sender: rawRabbitMqSender },
  { title: "redis", protocol: "redis", sender: redisSender },
  {
    title: "redis, envelopes on a channel",
    protocol: "redis",
    sender: redisChannelSender,
    operation: { delivery: "at-most-once", redis: { kind: "pubsub", envelope: true } },
  },
];

await describeWithServices(["kafka", "rabbitmq", "redis"], "F60: whatever message a broker accepts", (brokers) => {
  for (const { title, protocol, sender: senderOf, operation = {} } of ways) {
    test(`${title}: the good one behind it is handled, and none becomes many`, async (t) => {
      // Records from before 1970 are too old for any retention; the log keeps them here.
      const where = await place(brokers, protocol, { partitions: 1, config: { "retention.ms": "-1" } });
      const flow = await AppFlow.make({
        ...where,
        operation: { ordering: "key", retry: { attempts: 2, initialInterval: 10 }, ...operation },
      });
      const sender: Sender = senderOf(where.url, where.address);
      let sent = 0;
      let refused = 0;
      try {
        await flow.start();
        await fc.assert(
          fc.asyncProperty(fc.array(sender.message, { minLength: 1, maxLength: 5 }), async (odd) => {
            for (const message of odd) {
              await sender.send(message).then(
                () => {
                  sent += sender.count?.(message) ?? 1;
                },
                () => refused++,
              );
            }
            await flow.publish();
            await flow.settled(boundMs);
          }),
          { numRuns: batches, endOnFailure: true },
        );
        // What is not handled is one dead letter, perhaps stored twice, or was skipped.
        const dead = await flow.count("boost_messages_dead_lettered_total");
        t.diagnostic(`${sent} odd messages accepted, ${refused} refused by the broker, ${dead} dead, ${flow.ledger}`);
        assert.ok(sent > batches, `only ${sent} were accepted`);
        assert.ok(dead <= 2 * sent, `${dead} dead letters of ${sent} messages`);
        assert.ok((await flow.ready()).ready);
      } finally {
        await sender.close();
        await flow.close();
      }
    });
  }
});
