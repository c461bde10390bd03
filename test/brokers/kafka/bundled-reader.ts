/** Reads so many messages of a topic and prints their bodies: a program that a test bundles as a whole. */
import { createKafkaBroker } from "../../../src/runtime/brokers/kafka/index.ts";
import { CollectingSink } from "../../../src/testing/conformance/collecting-sink.ts";
import { planFor } from "../../faults/kafka-flow.ts";
import { connectionTo } from "./connection.ts";

async function read([address = "", topic = "", count = ""]: readonly string[]): Promise<void> {
  const broker = createKafkaBroker(connectionTo(address));
  await broker.connect();
  const sink = new CollectingSink();
  await broker.subscribe(planFor(topic, `${topic}-group`), sink);
  const deliveries = await sink.received(Number(count));
  console.log(JSON.stringify(deliveries.map(({ body }) => Buffer.from(body ?? []).toString())));
  await broker.close();
}

void read(process.argv.slice(2));
