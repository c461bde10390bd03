/** So many messages a second, each with the time at which it was sent as its total, until its parent has gone. */
import { setTimeout as sleep } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { exampleOf } from "../runtime/task.ts";
import type { ProducerTask } from "./task.ts";

/** Milliseconds between two portions, and messages that one has at most: a server that did not answer for a while gets what is due bit by bit. */
const [interval, most] = [20, 1_000];

const { server, address, rate } = JSON.parse(process.argv[2] ?? "") as ProducerTask;
const producer = new Kafka({ clientId: "bench-load", brokers: [server], logLevel: logLevel.NOTHING }).producer();
await producer.connect();
process.once("disconnect", () => process.exit(0));
const began = performance.now();
for (let sent = 0; ; ) {
  const due = Math.min(sent + most, Math.floor(((performance.now() - began) / 1_000) * rate));
  const total = Date.now();
  const messages = Array.from({ length: due - sent }, (_, index) => ({
    key: `o-${sent + index}`,
    value: exampleOf(address, sent + index).replace('"total":21', `"total":${total}`),
  }));
  if (messages.length > 0) await producer.send({ topic: address, messages });
  sent = due;
  await sleep(interval);
}
