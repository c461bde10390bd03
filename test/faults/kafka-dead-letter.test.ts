import assert from "node:assert/strict";
import { test } from "node:test";
import type { Delivery } from "../../src/runtime/brokers/broker.ts";
import { createKafkaBroker } from "../../src/runtime/brokers/kafka/index.ts";
import { ConnectionError, InvalidMessage, RejectMessage } from "../../src/runtime/ground/errors.ts";
import { CollectingSink } from "../../src/testing/conformance/index.ts";
import { connectionTo } from "../brokers/kafka/connection.ts";
import { kcatConsume } from "../services/clients.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import { planFor } from "./kafka-flow.ts";

await describeWithServices(["kafka"], "Kafka: dead letters and large messages", ({ kafka }) => {
  /** A subscription that holds one message of `body`. */
  async function holding(deadLetter: string, body: Buffer | string, config: Readonly<Record<string, string>> = {}) {
    const topic = uniqueName("orders");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 1, config);
    const broker = createKafkaBroker(connectionTo(kafka.address));
    await broker.connect();
    const sink = new CollectingSink();
    const subscription = await broker.subscribe(planFor(topic, group, { deadLetter }), sink);
    await broker.publish({ address: topic, body: Buffer.from(body), key: "k", headers: new Map([["trace", [Buffer.from([0, 255])]]]) });
    const [delivery] = await sink.received(1);
    assert.ok(delivery);
    const close = async (): Promise<void> => {
      await subscription.stop();
      await subscription.close();
      await broker.close();
    };
    const committed = async (): Promise<string | undefined> => {
      const [answer] = await kafka.withAdmin((admin) => admin.fetchOffsets({ groupId: group, topics: [topic] }));
      return answer?.partitions[0]?.offset;
    };
    return { topic, broker, subscription, delivery, close, committed };
  }

  const letter = (delivery: Delivery, address: string) => ({
    address,
    body: delivery.body,
    key: delivery.keyBytes ?? delivery.key ?? "",
    headers: new Map([...delivery.headers, ["boost-cause", ["rejected"]]] as const),
  });

  test("F16: a dead-letter topic that does not exist is a sentence at the start, and nothing is consumed", async () => {
    const topic = uniqueName("orders");
    const missing = uniqueName("missing-dlq");
    await kafka.createTopic(topic, 1);
    const broker = createKafkaBroker(connectionTo(kafka.address));
    await broker.connect();
    try {
      const sink = new CollectingSink();
      await assert.rejects(
        broker.subscribe(planFor(topic, uniqueName("group"), { deadLetter: missing }), sink),
        (error: unknown) => error instanceof ConnectionError && error.message.includes(`"${missing}"`),
      );
      assert.equal(sink.deliveries.length, 0);
    } finally {
      await broker.close();
    }
  });

  test("G7, F16: it is deleted while we run: nothing is acknowledged; once it is back the same dead letter goes through", async () => {
    const target = uniqueName("dlq");
    await kafka.createTopic(target);
    const { subscription, delivery, close, committed, broker } = await holding(target, "bad");
    try {
      await broker.publish({ address: target, body: Buffer.from("first"), headers: new Map() });
      await kafka.withAdmin((admin) => admin.deleteTopics({ topics: [target] }));
      await assert.rejects(
        subscription.deadLetter(delivery, letter(delivery, target)),
        (error: unknown) => error instanceof ConnectionError && error.message.includes(target),
      );
      assert.equal(delivery.signal.aborted, false);
      assert.equal(await committed(), "0");
      await kafka.createTopic(target);
      await subscription.deadLetter(delivery, letter(delivery, target));
    } finally {
      await close();
    }
    assert.equal(await committed(), "1");
    const [stored] = await kcatConsume(kafka, target);
    assert.equal(stored?.value, "bad");
    assert.equal(stored?.key, "k");
    assert.equal(stored?.headers["boost-cause"], "rejected");
  });

  test("F18: a dead-letter topic that takes only smaller messages refuses, and nothing is acknowledged", async () => {
    const target = uniqueName("dlq");
    await kafka.createTopic(target, 1, { "max.message.bytes": "10000" });
    const { subscription, delivery, close, committed } = await holding(target, Buffer.alloc(50_000, "x"));
    try {
      await assert.rejects(
        subscription.deadLetter(delivery, letter(delivery, target)),
        (error: unknown) => error instanceof InvalidMessage && error.message.includes("max.message.bytes"),
      );
      assert.equal(await committed(), "0");
    } finally {
      await close();
    }
    assert.equal(await committed(), "0");
  });

  test("F26: a message of five megabytes travels where the topic takes it, though a fetch asks for one", async () => {
    const large = { "max.message.bytes": "6000000" };
    const target = uniqueName("dlq");
    await kafka.createTopic(target, 1, large);
    const body = Buffer.alloc(5_000_000, "boost-gen ");
    const { subscription, delivery, close, committed } = await holding(target, body, large);
    assert.ok(body.equals(delivery.body ?? new Uint8Array()));
    await subscription.deadLetter(delivery, letter(delivery, target));
    await close();
    assert.equal(await committed(), "1");
  });

  test("F26: a message that is too large is refused at once, with the topic's name, and the next one goes through", async () => {
    const topic = uniqueName("small");
    await kafka.createTopic(topic, 1);
    const broker = createKafkaBroker(connectionTo(kafka.address));
    await broker.connect();
    try {
      await assert.rejects(
        broker.publish({ address: topic, body: Buffer.alloc(3_000_000), headers: new Map() }),
        (error: unknown) => error instanceof InvalidMessage && error.code === "too-large" && error.message.includes(topic),
      );
      await broker.publish({ address: topic, body: Buffer.from("small"), headers: new Map() });
    } finally {
      await broker.close();
    }
    assert.deepEqual(
      (await kcatConsume(kafka, topic)).map(({ value }) => value),
      ["small"],
    );
  });

  test("a key that is not text keeps its bytes in the dead letter", async () => {
    const { Kafka, logLevel, Partitioners } = await import("kafkajs");
    const key = Buffer.from([0xff, 0x00, 0xfe]);
    const topic = uniqueName("binary-keys");
    const target = uniqueName("dlq");
    await kafka.createTopic(topic);
    await kafka.createTopic(target);
    const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
    const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic, messages: [{ key, value: "bad" }] });
    await producer.disconnect();
    const broker = createKafkaBroker(connectionTo(kafka.address));
    await broker.connect();
    const sink = new CollectingSink();
    const subscription = await broker.subscribe(planFor(topic, uniqueName("group"), { deadLetter: target }), sink);
    const [delivery] = await sink.received(1);
    assert.ok(delivery);
    await subscription.deadLetter(delivery, letter(delivery, target));
    await subscription.close();
    const letters = new CollectingSink();
    const reading = await broker.subscribe(planFor(target, uniqueName("group")), letters);
    const [stored] = await letters.received(1);
    assert.ok(stored !== undefined && "keyBytes" in stored && stored.keyBytes instanceof Buffer);
    assert.deepEqual([...stored.keyBytes], [...key]);
    await reading.close();
    await broker.close();
  });

  test("G7: a dead letter bears Spring's headers in Spring's bytes, and a replay none of them", async () => {
    const topic = uniqueName("spring");
    await kafka.createTopic(topic, 2);
    await kafka.createTopic(`${topic}-dead`);
    const flow = await AppFlow.make({
      protocol: "kafka",
      url: kafka.address,
      address: topic,
      handle: async () => Promise.reject(new RejectMessage("no tea\nat all")),
    });
    try {
      await flow.start();
      // As if it had been dead in Spring's hands before.
      const stale = [
        ["kafka_dlt-original-topic", ["elsewhere"]],
        ["kafka_dlt-exception-stacktrace", ["at Tea.java"]],
        ["tenant", ["t"]],
      ] as const;
      await flow.publish("dead-1", { headers: stale });
      await flow.until("it is dead", async () => (await flow.deadLetters()).length === 1);
      const [letter] = await flow.deadLetters();
      const bytes = (name: string): Buffer => Buffer.from((letter?.stored.headers.get(name)?.[0] ?? "") as Uint8Array);
      const [, partition, offset] = String(bytes("boost-position")).split("/");
      assert.equal(String(bytes("kafka_dlt-original-topic")), topic);
      assert.deepEqual(
        [bytes("kafka_dlt-original-partition").length, bytes("kafka_dlt-original-partition").readInt32BE()],
        [4, Number(partition)],
      );
      assert.deepEqual(
        [bytes("kafka_dlt-original-offset").length, bytes("kafka_dlt-original-offset").readBigInt64BE()],
        [8, BigInt(offset ?? -1)],
      );
      assert.ok(Math.abs(Number(bytes("kafka_dlt-original-timestamp").readBigInt64BE()) - Date.now()) < 600_000);
      assert.equal(String(bytes("kafka_dlt-original-consumer-group")), `flow-${topic}`);
      assert.match(String(bytes("kafka_dlt-exception-message")), /^[^\n]*no tea$/);
      assert.equal(letter?.stored.headers.has("kafka_dlt-exception-stacktrace"), false);
      await flow.deadLetters(async (each, letters) => letters.replay(each));
      const [, replayed] = (await kcatConsume(kafka, topic)).sort(
        (a, b) => Number(a.headers["tenant"] === "t") - Number(b.headers["tenant"] === "t") || a.offset - b.offset,
      );
      assert.deepEqual(
        Object.keys(replayed?.headers ?? {}).filter((name) => name.startsWith("kafka_dlt-")),
        [],
      );
    } finally {
      await flow.close();
    }
  });
});
