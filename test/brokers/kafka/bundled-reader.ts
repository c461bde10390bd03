/** Reads so many messages of a topic and prints their bodies, and what it was warned of: a program that a test bundles as a whole. */
import { createKafkaBroker } from "../../../src/runtime/brokers/kafka/index.ts";
import { CollectingSink } from "../../../src/testing/conformance/collecting-sink.ts";
import { planFor } from "../../faults/kafka-flow.ts";
import { connectionTo, testLog } from "./connection.ts";

async function read([address = "", topic = "", group = "", count = ""]: readonly string[]): Promise<void> {
  const warnings: string[] = [];
  const log = { ...testLog, warn: (_: object, text: string) => void warnings.push(text) };
  const broker = createKafkaBroker(connectionTo(address, { log }));
  await broker.connect();
  const sink = new CollectingSink();
  await broker.subscribe(planFor(topic, group), sink);
  const deliveries = await sink.received(Number(count));
  console.log(JSON.stringify({ bodies: deliveries.map(({ body }) => Buffer.from(body ?? []).toString()), warnings }));
  await broker.close();
}

void read(process.argv.slice(2));
