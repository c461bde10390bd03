import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createKafkaBroker } from "../../src/runtime/brokers/kafka/index.ts";
import { connectionTo } from "../brokers/kafka/connection.ts";
import { uniqueName } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { AppFlow } from "./app-flow.ts";
import { Flow } from "./kafka-flow.ts";
import { describeKafka } from "./kafka-own.ts";
import { TcpProxy } from "./tcp-proxy.ts";

const long = process.env["BOOST_TEST_LONG"] === "1";

/** A request that is not answered fails after four seconds instead of thirty, a session after three. */
const impatient = { requestTimeout: 4_000, connectionTimeout: 2_000, consumer: { sessionTimeout: 3_000, heartbeatInterval: 500 } };

// Clients go where the broker says it is, so the broker has to name the proxy.
const outside = await freePort();
const inside = await freePort();

const proxy = await TcpProxy.listen(outside, inside);

await describeKafka(
  "a bad network between Kafka and us",
  { listeners: [{ name: "PROXIED", protocol: "PLAINTEXT", port: inside, advertisedPort: outside }] },
  (kafka) => {
    after(() => proxy.close());
    const address = `127.0.0.1:${outside}`;

    async function flowing(handle?: () => Promise<void>): Promise<Flow> {
      const topic = uniqueName("network");
      await kafka.createTopic(topic, 3);
      const flow = new Flow(address, {
        topic,
        group: uniqueName("group"),
        connection: { client: impatient },
        ...(handle === undefined ? {} : { handle }),
      });
      await flow.start();
      return flow;
    }

    test("G10, F3: silence in both directions is noticed, and everything goes on after it", async (context) => {
      const flow = await flowing();
      try {
        flow.startPublishing();
        await delay(1_000);
        proxy.mode = { kind: "black-hole" };
        const begun = performance.now();
        await flow.until(
          "the ping tells",
          async () =>
            flow.consumer.ping().then(
              () => false,
              () => true,
            ),
          10_000,
        );
        context.diagnostic(`told after ${Math.round(performance.now() - begun)} ms`);
        await delay(long ? 90_000 : 8_000);
        proxy.mode = { kind: "pass" };
        const healed = performance.now();
        const handled = flow.handled.size;
        await flow.until("messages are handled again", () => flow.handled.size > handled + 50);
        context.diagnostic(`back ${Math.round(performance.now() - healed)} ms after the network`);
        await flow.stopPublishing();
        await flow.settled();
        await flow.consumer.ping();
      } finally {
        proxy.mode = { kind: "pass" };
        await flow.close();
      }
    });

    test("F3: answers get lost, requests arrive: nothing is lost, what repeats is one message", async (context) => {
      const flow = await flowing();
      try {
        flow.startPublishing();
        await delay(500);
        proxy.mode = { kind: "black-hole", towards: "client" };
        await delay(6_000);
        proxy.mode = { kind: "pass" };
        await delay(1_000);
        await flow.stopPublishing();
        await flow.settled();
        context.diagnostic(`${flow.confirmed.size} confirmed, ${flow.duplicates} handled again`);
      } finally {
        proxy.mode = { kind: "pass" };
        await flow.close();
      }
    });

    test("F4: connections that are reset all the time: no loss, no pile of sockets", async (context) => {
      const flow = await flowing();
      const descriptors = async (): Promise<number> => (await readdir("/proc/self/fd")).length;
      try {
        flow.startPublishing();
        await delay(1_000);
        const open = await descriptors();
        for (let end = performance.now() + (long ? 120_000 : 6_000); performance.now() < end; ) {
          await delay(500);
          proxy.reset();
        }
        await flow.until("messages are handled again", () => flow.missing.length < 50);
        await flow.stopPublishing();
        await flow.settled();
        const left = await descriptors();
        assert.ok(left < open + 20, `${open} descriptors before, ${left} after`);
        context.diagnostic(`${proxy.accepted} connections, ${open} descriptors before, ${left} after`);
      } finally {
        await flow.close();
      }
    });

    test("F5: a slow network is slow, and no member is thrown out for it", async (context) => {
      const flow = await flowing();
      try {
        proxy.mode = { kind: "slow", latency: 150, bytesPerSecond: 20_000 };
        await Promise.all(Array.from({ length: 20 }, () => flow.publish()));
        await flow.settled();
        proxy.mode = { kind: "pass" };
        assert.deepEqual(flow.states, []);
        context.diagnostic(`${flow.publishFailures.length} publishes were repeated`);
      } finally {
        proxy.mode = { kind: "pass" };
        await flow.close();
      }
    });

    test("F17: cut off while dead letters are stored: none is lost, one that is there twice has the same id", async (context) => {
      const topic = uniqueName("cut");
      for (const name of [topic, `${topic}-dead`]) await kafka.createTopic(name, 2);
      const flow = await AppFlow.make({ protocol: "kafka", url: address, producerUrl: kafka.address, address: topic, client: impatient });
      try {
        await flow.start();
        const ids = Array.from({ length: 200 }, (_, index) => `reject-${index}`);
        const publishing = (async () => {
          for (const id of ids) await flow.publish(id);
        })();
        for (let turn = 0; turn < 10; turn++) {
          await delay(60);
          proxy.reset();
        }
        await publishing;
        const stored = async (): Promise<readonly string[]> => (await flow.deadLetters()).map(({ id = "" }) => id);
        await flow.until("everything is dead-lettered", async () => new Set(await stored()).size === ids.length);
        const found = await stored();
        assert.deepEqual([...new Set(found)].sort(), ids.toSorted());
        context.diagnostic(`${found.length} dead letters of ${ids.length}`);
      } finally {
        await flow.close();
      }
    });

    test("a server that accepts and says nothing is a sentence, in bounded time", async () => {
      proxy.mode = { kind: "black-hole" };
      const broker = createKafkaBroker(connectionTo(address, { client: { ...impatient, retry: { retries: 1 } } }));
      try {
        await assert.rejects(broker.connect(), /cannot connect to Kafka server "kafka"/);
      } finally {
        proxy.mode = { kind: "pass" };
        await broker.close();
      }
    });
  },
);
