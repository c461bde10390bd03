import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import kafkaJs from "kafkajs";
import { createKafkaBroker } from "../../src/runtime/brokers/kafka/index.ts";
import { connectionTo } from "../brokers/kafka/connection.ts";
import { rleFrame } from "../brokers/kafka/zstd-frames.ts";
import { type Compression, javaConsume, javaPublish, kcatConsume, kcatPublish } from "../services/clients.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";

const all: readonly Compression[] = ["none", "gzip", "snappy", "lz4", "zstd"];
const canWrite = (compression: Compression): boolean =>
  compression !== "zstd" || "zstdCompress" in createRequire(import.meta.url)("node:zlib");

await describeWithServices(["kafka"], "Kafka: compressed batches", ({ kafka }) => {
  async function flowOn(topic: string, config: Readonly<Record<string, string>> = {}): Promise<AppFlow> {
    await kafka.createTopic(topic, 1, config);
    await kafka.createTopic(`${topic}-dead`);
    const flow = await AppFlow.make({ protocol: "kafka", url: kafka.address, address: topic });
    await flow.start();
    return flow;
  }

  const handles = (flow: AppFlow, ids: readonly string[]): Promise<void> =>
    flow.until(`${ids[0]} … handled`, () => ids.every((id) => flow.handled.has(id)));

  test("what kcat and Java's console producer write with each codec is read", async () => {
    const flow = await flowOn(uniqueName("codecs"));
    try {
      for (const compression of all) {
        // Enough that a client does not find it not worth the while.
        const ids = Array.from({ length: 50 }, (_, index) => `java-${compression}-${index}`);
        await javaPublish(
          kafka,
          flow.address,
          ids.map((id) => JSON.stringify({ id, text: "text ".repeat(40) })),
          compression,
        );
        const own = `kcat-${compression}`;
        await kcatPublish(kafka, { topic: flow.address, value: JSON.stringify({ id: own, text: "text ".repeat(400) }), compression });
        await handles(flow, [...ids, own]);
      }
      assert.equal((await flow.deadLetters()).length, 0);
    } finally {
      await flow.close();
    }
  });

  test("what `compression` says is written so, and kcat and Java's console consumer read it", async () => {
    const topic = uniqueName("codecs");
    await kafka.createTopic(topic);
    const broker = createKafkaBroker(connectionTo(kafka.address));
    try {
      const written: string[] = [];
      for (const compression of all.filter(canWrite)) {
        const body = JSON.stringify({ compression, text: "text ".repeat(4_000) });
        await broker.publish({ address: topic, body: Buffer.from(body), headers: new Map(), options: { kafka: { compression } } });
        written.push(body);
      }
      assert.deepEqual(
        (await kcatConsume(kafka, topic)).map(({ value }) => value),
        written,
      );
      assert.deepEqual(await javaConsume(kafka, topic, written.length), written);
    } finally {
      await broker.close();
    }
  });

  test("zstd where Node cannot write it is a sentence", { skip: canWrite("zstd") && "this Node writes it" }, async () => {
    const topic = uniqueName("codecs");
    await kafka.createTopic(topic);
    const broker = createKafkaBroker(connectionTo(kafka.address));
    try {
      await assert.rejects(
        broker.publish({ address: topic, body: Buffer.from("{}"), headers: new Map(), options: { kafka: { compression: "zstd" } } }),
        /`compression: zstd` needs Node 22\.15 or newer to write/,
      );
    } finally {
      await broker.close();
    }
  });

  test("F50: a batch that becomes 200 MiB is one dead letter with the batch in it, and the partition goes on", async () => {
    const flow = await flowOn(uniqueName("bomb"));
    try {
      const before = kafkaJs.CompressionCodecs[kafkaJs.CompressionTypes.ZSTD];
      const producer = new kafkaJs.Kafka({ brokers: [kafka.address], logLevel: kafkaJs.logLevel.NOTHING }).producer();
      await producer.connect();
      const decompress = before?.().decompress;
      // One record: its size, attributes, two deltas, no key, a value of zeros, and no headers, which is a zero as well.
      const zeros = 1_600 * 128 * 1024;
      const length = zigzag(zeros - 1);
      const bomb = rleFrame(Buffer.concat([zigzag(4 + length.length + zeros), Buffer.from([0, 0, 0, 1]), length]), 1_600);
      kafkaJs.CompressionCodecs[kafkaJs.CompressionTypes.ZSTD] = () => ({ compress: async () => bomb, decompress });
      try {
        await producer.send({ topic: flow.address, messages: [{ value: "{}" }], compression: kafkaJs.CompressionTypes.ZSTD });
      } finally {
        if (before !== undefined) kafkaJs.CompressionCodecs[kafkaJs.CompressionTypes.ZSTD] = before;
        await producer.disconnect();
      }
      await flow.publish("after");
      await handles(flow, ["after"]);
      await flow.until("it is dead", async () => (await flow.deadLetters()).length === 1);
      const [letter] = await flow.deadLetters();
      assert.equal(letter?.cause, "invalid: unreadable");
      assert.match(letter.error ?? "", /the batch of offsets 0 to 0 cannot be read: it becomes more than 128 MiB/);
      assert.ok((letter.stored.body?.length ?? 0) > 5_000);
      await flow.deadLetters(async (each, letters) => {
        await assert.rejects(letters.replay(each), /holds bytes that could not be read and no message/);
      });
      assert.equal((await flow.ready()).ready, true);
    } finally {
      await flow.close();
    }
  });
});

/** Kafka's varint. */
function zigzag(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value * 2; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) return Buffer.from(bytes);
  }
}
