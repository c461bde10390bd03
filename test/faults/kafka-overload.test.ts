import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Kafka, logLevel, Partitioners } from "kafkajs";
import { ConsumerChild } from "../brokers/kafka/consumer-child.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";

const long = process.env["BOOST_TEST_LONG"] === "1";
const backlog = long ? 200_000 : 40_000;
const partitions = 12;

await describeWithServices(["kafka"], "F27, G11: far more messages than handlers can take", ({ kafka }) => {
  test(`${backlog} messages of one kilobyte, handlers of 50 ms, a heap of 96 MB: memory stays where it was`, async (context) => {
    const topic = uniqueName("overload");
    await kafka.createTopic(topic, partitions);
    const producer = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const value = Buffer.alloc(1_000, "x");
    for (let sent = 0; sent < backlog; sent += 2_000)
      await producer.send({ topic, messages: Array.from({ length: 2_000 }, (_, index) => ({ key: `k-${sent + index}`, value })) });
    await producer.disconnect();
    const consumer = new ConsumerChild(
      { address: kafka.address, topic, group: uniqueName("group"), concurrency: 16, room: 1_000, handler: [50, 50] },
      ["--max-old-space-size=96"],
    );
    await consumer.hears("handled", 200);
    await delay(2_000);
    const memory = (): number => Number(consumer.said("memory").at(-1)?.[1]);
    const early = memory();
    await delay(long ? 120_000 : 8_000);
    const late = memory();
    assert.equal(await consumer.end("SIGTERM"), 0);
    const peak = Math.max(...consumer.said("memory").map(([, rss]) => Number(rss)));
    context.diagnostic(`resident: ${early} MB early, ${late} MB late, ${peak} MB at most; ${consumer.said("handled").length} handled`);
    // What is fetched and waits is bounded: a megabyte for each partition, and as much again on its way.
    assert.ok(peak < 300, `${peak} MB`);
    assert.ok(late < early * 1.5 + 20, `${early} MB, then ${late} MB`);
  });
});
