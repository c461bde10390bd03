import assert from "node:assert/strict";
import { test } from "node:test";
import { createRabbitmqBroker } from "../../../src/runtime/brokers/rabbitmq/index.ts";
import { planFor } from "../../faults/kafka-flow.ts";
import { waitFor } from "../../services/index.ts";
import { closeConnection, openOk, scriptedServer, tellingSink } from "./scripted-server.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

test("a connection that the server closes with the answer that grants it is opened again", async (context) => {
  let opened = 0;
  let consumes = 0;
  const server = await scriptedServer((method) => {
    if (method === "60.20") consumes += 1;
    if (method !== "10.40") return undefined;
    opened += 1;
    return opened <= 2 ? [openOk, closeConnection] : undefined;
  });
  context.after(() => server.close());
  const told: string[] = [];
  const sink = tellingSink(told);
  const broker = createRabbitmqBroker({ server: "main", url: server.url, clientId: "closed", log: silent });
  try {
    await waitFor(() => broker.subscribe(planFor("q", "g", { log: silent }), sink));
    await waitFor(async () => assert.equal(consumes, 1));
  } finally {
    await broker.close();
  }
});
