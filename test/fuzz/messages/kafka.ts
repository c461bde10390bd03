import { Kafka, logLevel, type Message, Partitioners } from "kafkajs";
import { fc } from "../../random/fast-check.ts";
import { body, bytes, name, words } from "./parts.ts";
import type { Sender } from "./sender.ts";

const headerValue = fc.oneof(words, bytes, fc.array(fc.oneof(words, bytes), { maxLength: 4 }));

/** Any key, value and headers, and no value at all. */
const message: fc.Arbitrary<Message> = fc.record({
  key: fc.oneof(fc.constant(null), words, bytes),
  value: fc.oneof(fc.constant(null), body),
  headers: fc.array(fc.tuple(name, headerValue), { maxLength: 30 }).map((pairs) => Object.fromEntries(pairs)),
  timestamp: fc.constantFrom("0", "1", String(2 ** 31), String(Date.now())),
});

export function kafkaSender(url: string, address: string): Sender<Message> {
  const kafka = new Kafka({ clientId: "fuzz", brokers: url.split(","), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const connected = producer.connect();
  return {
    message,
    async send(odd) {
      await connected;
      await producer.send({ topic: address, messages: [odd] });
    },
    close: () => producer.disconnect(),
  };
}
