/** Fills a fresh address of each broker with messages, as the consumer of either side expects to find them. */
import { connect } from "amqplib";
import avsc, { type Schema } from "avsc";
import { Redis } from "ioredis";
import { Kafka, logLevel } from "kafkajs";
import { avroOrder, exampleOf, type Task } from "./task.ts";

type Place = Pick<Task, "broker" | "server" | "address" | "group" | "count" | "avro">;

const portion = 1_000;

export async function load(place: Place): Promise<void> {
  await { kafka: loadKafka, rabbitmq: loadRabbitmq, redis: loadRedis }[place.broker](place);
}

async function loadKafka({ server, address, count, avro }: Place): Promise<void> {
  const kafka = new Kafka({ clientId: "bench-load", brokers: [server], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: address, numPartitions: 4 }], waitForLeaders: true });
  await admin.disconnect();
  const type = avsc.Type.forSchema(avroOrder as unknown as Schema);
  const encoded = (text: string): Buffer | string => (avro === true ? type.toBuffer(JSON.parse(text)) : text);
  const producer = kafka.producer();
  await producer.connect();
  for (let from = 0; from < count; from += portion) {
    const messages = indexes(from, count).map((index) => ({ key: `o-${index}`, value: encoded(exampleOf(address, index)) }));
    await producer.send({ topic: address, messages });
  }
  await producer.disconnect();
}

async function loadRabbitmq({ server, address, count }: Place): Promise<void> {
  const client = await connect(server);
  const channel = await client.createConfirmChannel();
  await channel.assertQueue(address, { durable: true, arguments: { "x-queue-type": "quorum" } });
  for (let from = 0; from < count; from += portion) {
    for (const index of indexes(from, count)) {
      channel.sendToQueue(address, Buffer.from(exampleOf(address, index)), {
        persistent: true,
        contentType: "application/json",
        messageId: `m-${index}`,
      });
    }
    await channel.waitForConfirms();
  }
  await client.close();
}

async function loadRedis({ server, address, group, count }: Place): Promise<void> {
  const redis = new Redis(server);
  await redis.xgroup("CREATE", address, group, "0", "MKSTREAM");
  for (let from = 0; from < count; from += portion) {
    const pipeline = redis.pipeline();
    for (const index of indexes(from, count)) pipeline.xadd(address, "*", "data", exampleOf(address, index));
    await pipeline.exec();
  }
  await redis.quit();
}

function indexes(from: number, count: number): readonly number[] {
  return Array.from({ length: Math.min(portion, count - from) }, (_, index) => from + index);
}
