import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Kafka, logLevel, type Producer } from "kafkajs";
import { contract } from "../../generated/payments/index.ts";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { readFrame, writeFrame } from "../../src/runtime/formats/framing.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { type AppProcess, startApp } from "./app-process.ts";

await describeWithServices(["kafka", "registry"], "payments: Avro with a registry, end to end", ({ kafka, registry }) => {
  const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
  let producer: Producer;
  let running: AppProcess | undefined;
  before(async () => {
    const present = await kafka.withAdmin((admin) => admin.listTopics());
    for (const topic of ["payments.v1", "payments.v1.dlq", "payments.booked.v1"])
      if (!present.includes(topic)) await kafka.createTopic(topic);
    producer = client.producer();
    await producer.connect();
  });
  after(async () => {
    running?.kill();
    await producer.disconnect();
  });

  test("a producer that gets a new version while the application runs is understood, and what is sent names its schema", async () => {
    const received = schemaOf("paymentReceived");
    const booked = schemaOf("paymentBooked");
    const bookedId = await registry.register("payments.booked.v1-value", booked);
    const prefix = uniqueName("p");
    const send = async (schema: string, payment: { readonly payment_id: string }): Promise<void> => {
      const id = await registry.register("payments.v1-value", schema);
      const { body } = writeFrame(avroCodec(schema).encode(payment), "confluent", { kind: "id", id });
      await producer.send({ topic: "payments.v1", messages: [{ key: "DE-1", value: Buffer.from(body) }] });
    };
    const payment = { account: "DE-1", amount: "640.00", currency: "EUR", received_at: "2026-01-02T03:04:05.678Z", reference: null };
    const bookings = await follow(client, "payments.booked.v1");
    try {
      running = await startApp("payments", { BOOST_KAFKA_URL: kafka.address, BOOST_KAFKA_REGISTRY_URL: registry.address });
      await send(received, { ...payment, payment_id: `${prefix}-1` });
      await bookings.until(`${prefix}-1`);
      const { fields, ...record } = JSON.parse(received) as { readonly fields: readonly object[] };
      const newer = JSON.stringify({ ...record, fields: [{ name: "bank", type: "string" }, ...fields] });
      await send(newer, { ...payment, payment_id: `${prefix}-2`, bank: "north" } as never);
      await bookings.until(`${prefix}-2`);
      assert.deepEqual(bookings.ids(prefix), [bookedId, bookedId]);
      assert.equal(await running.terminate(), 0, running.output());
    } finally {
      await bookings.close();
    }
  });
});

function schemaOf(member: string): string {
  const messages = contract.operations.flatMap(({ channel }) => Object.values(channel.messages));
  return messages.find((message) => message.member === member)?.wire?.schema ?? assert.fail(member);
}

/** What comes to a topic from now on, read without boost-gen's own consumers. */
async function follow(client: Kafka, topic: string) {
  const codec = avroCodec(schemaOf("paymentBooked"));
  const seen: { readonly payment: string; readonly id: number }[] = [];
  const consumer = client.consumer({ groupId: uniqueName("bookings") });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { id, body } = readFrame(message.value ?? Buffer.alloc(0), "confluent", { headers: new Map(), limit: 1_000_000 });
      const { payment_id } = codec.decode(body, { depth: 10 }) as { readonly payment_id: string };
      seen.push({ payment: payment_id, id: id?.kind === "id" ? id.id : -1 });
    },
  });
  return {
    until: (payment: string) =>
      waitFor(async () =>
        assert.ok(
          seen.some((one) => one.payment === payment),
          payment,
        ),
      ),
    ids: (prefix: string) => seen.filter(({ payment }) => payment.startsWith(prefix)).map(({ id }) => id),
    close: () => consumer.disconnect(),
  };
}
