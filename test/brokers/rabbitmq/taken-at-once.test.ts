import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { BrokerConnection } from "../../../src/runtime/brokers/broker.ts";
import { createRabbitmqBroker } from "../../../src/runtime/brokers/rabbitmq/index.ts";
import { planFor } from "../../faults/kafka-flow.ts";
import { waitFor } from "../../services/index.ts";
import { cancel, closeChannel, consumeOk, type Method, scriptedServer, tellingSink } from "./scripted-server.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const channel = { key: "c", address: "q", servers: [], messages: {}, dispatch: { by: "single" } } as const;

/** The first consumer loses its channel after a while, the second one in the same breath in which the server grants it. */
async function twiceTaken(context: TestContext, taking: Method): Promise<{ readonly connection: BrokerConnection; consumes: number }> {
  const state = { connection: {} as BrokerConnection, consumes: 0 };
  const server = await scriptedServer((method, sayMore) => {
    if (method !== "60.20") return undefined;
    state.consumes += 1;
    if (state.consumes === 1) setTimeout(() => sayMore(closeChannel), 100);
    return state.consumes === 2 ? [consumeOk, taking] : undefined;
  });
  context.after(() => server.close());
  state.connection = { server: "main", url: server.url, clientId: "taken", log: silent };
  return state;
}

for (const [name, taking] of [
  ["its channel is closed", closeChannel],
  ["the server cancels it", cancel],
] as const) {
  test(`a consumer that is lost with the answer that grants it, because ${name}, comes back`, async (context) => {
    const state = await twiceTaken(context, taking);
    const told: string[] = [];
    const sink = tellingSink(told);
    const broker = createRabbitmqBroker(state.connection);
    try {
      await broker.subscribe(planFor("q", "g", { log: silent }), sink);
      await waitFor(async () => {
        assert.equal(state.consumes, 3);
        assert.equal(told.at(-1), "up");
      });
      assert.ok(!told.slice(0, -1).includes("up"), "nobody consumed before");
    } finally {
      await broker.close();
    }
  });

  test(`so does one of replies, when ${name}`, async (context) => {
    const state = await twiceTaken(context, taking);
    const broker = createRabbitmqBroker(state.connection);
    const plan = { address: "", isOwn: true, channel, app: "taken", log: silent };
    const lost: Error[] = [];
    const intake = await broker.awaitReplies?.(plan, {
      deliver() {},
      lost: (cause) => void lost.push(cause),
      ended: (cause) => void lost.push(cause),
    });
    try {
      await waitFor(async () => assert.equal(state.consumes, 3));
      assert.ok(lost.length > 0, "what waited for the first one is told");
    } finally {
      await intake?.close();
      await broker.close();
    }
  });
}
