import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { ConsumerChild } from "../brokers/kafka/consumer-child.ts";
import type { ConsumerOrder } from "../brokers/kafka/consumer-process.ts";
import { Ledger } from "../brokers/kafka/ledger.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { Flow } from "./kafka-flow.ts";

await describeWithServices(["kafka"], "Kafka: slow, frozen and strange members", ({ kafka }) => {
  test("F7: handlers that take longer than the session keep their member, and run once", async () => {
    const topic = uniqueName("slow");
    await kafka.createTopic(topic, 2);
    // The session is three seconds.
    const flow = new Flow(kafka.address, { topic, group: uniqueName("group"), handle: () => delay(7_000) });
    try {
      await flow.start();
      for (let index = 0; index < 20; index++) await flow.publish();
      await flow.settled();
      assert.equal(flow.duplicates, 0);
      assert.deepEqual(flow.states, []);
    } finally {
      await flow.close();
    }
  });

  test("F34: an event loop that stands still for longer than the session loses its member once, and nothing else", async () => {
    const topic = uniqueName("stalled");
    await kafka.createTopic(topic, 2);
    let stalled = false;
    const flow = new Flow(kafka.address, {
      topic,
      group: uniqueName("group"),
      async handle() {
        await delay(20);
        if (stalled) return;
        stalled = true;
        const end = performance.now() + 5_000;
        while (performance.now() < end);
      },
    });
    try {
      await flow.start();
      flow.startPublishing(2, 20);
      await delay(9_000);
      await flow.stopPublishing();
      await flow.settled();
      assert.deepEqual(flow.fatals, []);
    } finally {
      await flow.close();
    }
  });

  test("F35: a process that is frozen while another takes over changes nothing when it goes on", async (context) => {
    const topic = uniqueName("frozen");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 4);
    const ledger = new Ledger(kafka, topic, group);
    await ledger.publish(400);
    const order: ConsumerOrder = { address: kafka.address, topic, group, concurrency: 8, room: 60, handler: [50, 150] };
    const frozen = new ConsumerChild(order);
    const other = new ConsumerChild(order);
    await Promise.all([frozen.hears("joined"), other.hears("joined")]);
    ledger.watch();
    await frozen.hears("handled", 10);
    frozen.signal("SIGSTOP");
    await delay(6_000);
    const before = other.said("handled").length;
    frozen.signal("SIGCONT");
    while ((await ledger.lag()) > 0) await delay(200);
    // The thawed one is a member again and works.
    await ledger.publish(200);
    while ((await ledger.lag()) > 0) await delay(200);
    assert.equal(await frozen.end("SIGTERM"), 0);
    assert.equal(await other.end("SIGTERM"), 0);
    const { duplicates } = await ledger.settle([frozen, other]);
    context.diagnostic(`the other handled ${before} meanwhile; ${duplicates} handled twice`);
  });

  test("F6: partitions that are added while we run are read from their first message", async () => {
    const topic = uniqueName("growing");
    await kafka.createTopic(topic, 1);
    const flow = new Flow(kafka.address, {
      topic,
      group: uniqueName("group"),
      connection: {
        client: { consumer: { sessionTimeout: 3_000, heartbeatInterval: 500, metadataMaxAge: 1_000 }, producer: { metadataMaxAge: 1_000 } },
      },
    });
    try {
      await flow.start();
      flow.startPublishing(2, 10);
      await delay(1_000);
      await kafka.withAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic, count: 4 }] }));
      await delay(4_000);
      await flow.stopPublishing();
      await flow.settled();
      const ends = await kafka.withAdmin((admin) => admin.fetchTopicOffsets(topic));
      assert.ok(ends.filter(({ high }) => high !== "0").length > 1, "nothing came to the new partitions");
    } finally {
      await flow.close();
    }
  });

  test("F39: two processes with one client id share the work like any two", async () => {
    const topic = uniqueName("twins");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 4);
    const first = new Flow(kafka.address, { topic, group, connection: { clientId: "twin" } });
    const second = new Flow(kafka.address, { topic, group, connection: { clientId: "twin" } });
    try {
      await first.start();
      await second.start();
      first.startPublishing();
      await first.until("both have work", () => first.handled.size > 20 && second.handled.size > 20);
      await first.stopPublishing();
      await first.until("all is handled", () => [...first.confirmed].every((body) => first.handled.has(body) || second.handled.has(body)));
      assert.deepEqual([...first.fatals, ...second.fatals], []);
    } finally {
      await first.close();
      await second.close();
    }
  });

  test("a group whose members read different topics is told, because messages would reach nobody", async () => {
    const topics = [uniqueName("a"), uniqueName("b")];
    const group = uniqueName("group");
    for (const topic of topics) await kafka.createTopic(topic, 2);
    const [a, b] = topics.map((topic) => new Flow(kafka.address, { topic, group }));
    assert.ok(a && b);
    try {
      await a.start();
      await b.start();
      await a.until(
        "one of them tells",
        () => [...a.states, ...b.states].some(({ state, cause }) => state === "down" && cause.includes(group)),
        20_000,
      );
    } finally {
      await a.close();
      await b.close();
    }
  });
});
