import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { FatalError } from "../../src/runtime/ground/errors.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { Flow, type FlowOptions } from "./kafka-flow.ts";

await describeWithServices(["kafka"], "Kafka: the log under the group moves", ({ kafka }) => {
  const stored = async (group: string, topic: string): Promise<string | undefined> => {
    const [answer] = await kafka.withAdmin((admin) => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    return answer?.partitions[0]?.offset;
  };

  const deleteBefore = (topic: string, offset: string): Promise<void> =>
    kafka.withAdmin(async (admin) => {
      // kafkajs deletes only from topics whose metadata it has.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset }] });
    });

  /** A group that stands at offset 5 while the first eight of twelve messages are deleted. */
  async function stranded(
    more: Partial<FlowOptions> = {},
  ): Promise<{ readonly flow: Flow; readonly topic: string; readonly group: string }> {
    const topic = uniqueName("deleted-records");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 1);
    const first = new Flow(kafka.address, { topic, group });
    await first.start();
    for (let index = 0; index < 5; index++) await first.publish(`m-${index}`);
    await first.settled();
    await first.close();
    assert.equal(await stored(group, topic), "5");
    const flow = new Flow(kafka.address, { topic, group, ...more });
    await flow.publisher.connect();
    for (let index = 5; index < 12; index++) await flow.publish(`m-${index}`);
    await deleteBefore(topic, "8");
    return { flow, topic, group };
  }

  test("F30: an offset out of range stops with a sentence, nothing is consumed, the stored offset stays", async () => {
    const { flow, topic, group } = await stranded();
    try {
      const started = flow.start();
      await flow.until("it stops", () => flow.fatals.length > 0, 20_000);
      await started.catch(() => undefined);
      const [error] = flow.fatals;
      assert.ok(error instanceof FatalError);
      assert.match(error.message, new RegExp(`the group "${group}" stands in partition 0 of "${topic}".*outOfRange`));
      assert.equal(flow.handled.size, 0);
    } finally {
      await flow.close();
    }
    assert.equal(await stored(group, topic), "5");
  });

  test("F30: `outOfRange: earliest` goes on at the first message that is left", async () => {
    const { flow, topic, group } = await stranded({ plan: { options: { kafka: { outOfRange: "earliest" } } } });
    try {
      await flow.start();
      await flow.until("the rest is handled", () => flow.handled.size === 4, 20_000);
      assert.deepEqual([...flow.handled.keys()].sort(), ["m-10", "m-11", "m-8", "m-9"]);
    } finally {
      await flow.close();
    }
    assert.equal(await stored(group, topic), "12");
  });

  test("F30: `outOfRange: latest` goes on with what is published from now on", async () => {
    const { flow, topic, group } = await stranded({ plan: { options: { kafka: { outOfRange: "latest" } } } });
    try {
      await flow.start();
      await delay(1_500);
      await flow.publish("new");
      await flow.until("the new one is handled", () => flow.handled.size > 0, 20_000);
      assert.deepEqual([...flow.handled.keys()], ["new"]);
    } finally {
      await flow.close();
    }
    assert.equal(await stored(group, topic), "13");
  });

  test("F30: the log is cut under a consumer that runs and waits", async () => {
    const topic = uniqueName("cut-while-running");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 1);
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const flow = new Flow(kafka.address, {
      topic,
      group,
      room: 2,
      concurrency: 2,
      plan: { buffer: { messages: 2, bytes: 1_000 } },
      handle: () => gate,
    });
    try {
      await flow.start();
      const big = "x".repeat(400_000);
      for (let index = 0; index < 8; index++) await flow.publish(`m-${index}-${big}`);
      await delay(1_000);
      await deleteBefore(topic, "8");
      go();
      await flow.until("it stops", () => flow.fatals.length > 0, 30_000);
      assert.match(flow.fatals[0]?.message ?? "", /no longer has the message/);
      assert.ok(flow.handled.size < 8);
    } finally {
      await flow.close();
    }
  });

  test("G10, F31: a topic that is deleted while it is read: told, and read again when it is back; never created by us", async (context) => {
    const topic = uniqueName("deleted-topic");
    const flow = new Flow(kafka.address, { topic, group: uniqueName("group") });
    await kafka.createTopic(topic, 2);
    try {
      await flow.start();
      for (let index = 0; index < 5; index++) await flow.publish(`old-${index}`);
      await flow.settled();
      await kafka.withAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
      await flow.until("it is told", () => flow.states.some(({ state }) => state === "down"), 60_000);
      context.diagnostic(flow.states.map(({ state, cause }) => `${state}: ${cause}`).join("; "));
      assert.match(flow.states[0]?.cause ?? "", new RegExp(`does not have the topic "${topic}"`));
      await assert.rejects(flow.publisher.publish({ address: topic, body: Buffer.from("x"), headers: new Map() }), new RegExp(topic));
      const topics = await kafka.withAdmin((admin) => admin.listTopics());
      assert.ok(!topics.includes(topic), "somebody created it");
      await kafka.createTopic(topic, 2);
      await flow.publish("new");
      await flow.settled(60_000);
      assert.equal(flow.states.at(-1)?.state, "up");
    } finally {
      await flow.close();
    }
  });

  for (const [where, before] of [
    ["behind a message", 1],
    ["where there never was a message", 0],
  ] as const)
    test(`F46: records of an aborted transaction, ${where}, are no lag`, async () => {
      const topic = uniqueName("aborted");
      const group = uniqueName("group");
      await kafka.createTopic(topic, 1);
      const { Kafka, logLevel, Partitioners } = await import("kafkajs");
      const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
      const producer = client.producer({
        transactionalId: uniqueName("transaction"),
        maxInFlightRequests: 1,
        idempotent: true,
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      const flow = new Flow(kafka.address, { topic, group });
      try {
        await flow.start();
        for (let index = 0; index < before; index += 1) await flow.publish(`m-${index}`);
        await flow.settled();
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: Array.from({ length: 200 }, () => ({ value: "aborted" })) });
        await transaction.abort();
        await flow.until("the lag falls to 0", async () => (await flow.subscription?.lag()) === 0, 30_000);
        // What comes next is read as ever.
        await flow.publish("after");
        await flow.settled();
        assert.equal(flow.handled.get("after"), 1);
      } finally {
        await flow.close();
        await producer.disconnect();
      }
    });
});
