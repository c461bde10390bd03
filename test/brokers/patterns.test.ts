import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { Kafka, logLevel, Partitioners } from "kafkajs";
import { z } from "zod";
import type { ChannelDefinition, ConsumeOptions, ContractDefinition, MessageDefinition } from "../../src/runtime/ground/contract.ts";
import { BoostApp } from "../../src/runtime/index.ts";
import { createTestApp } from "../../src/testing/index.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";

const message: MessageDefinition = {
  name: "Item",
  member: "item",
  contentType: "application/json",
  payload: z.looseObject({ id: z.string() }) as MessageDefinition["payload"],
};

/** A channel whose parameter `region` nobody lists. */
function contractOf(
  protocol: "kafka" | "amqp" | "redis",
  address: string,
  options: ConsumeOptions = {},
  channel: Partial<ChannelDefinition> = {},
): ContractDefinition {
  const items: ChannelDefinition = {
    key: "items",
    address,
    servers: [],
    parameters: [{ key: "region" }],
    messages: { item: message },
    dispatch: { by: "single" },
    ...channel,
  };
  const operation = {
    key: "onItem",
    name: "onItem",
    action: "receive",
    channel: items,
    messages: { item: { rules: [] } },
    options: { deadLetter: `${address.slice(0, address.indexOf("."))}.dead.items`, ...options },
  } as const;
  return {
    format: 1,
    name: "regions",
    title: "Regions",
    version: "1",
    role: "application",
    servers: { main: { key: "main", protocol, wireProtocol: protocol, host: "localhost" } },
    operations: [operation],
    publishers: {},
    incoming: { item: { operation, message } },
  };
}

interface Handled {
  readonly id: string;
  readonly region: string | undefined;
}

class Run {
  readonly handled: Handled[] = [];
  readonly logged: string[] = [];
  readonly app: BoostApp;

  constructor(url: string, contract: ContractDefinition, client: { readonly [option: string]: unknown } = {}) {
    const note = (fields: object, text: string): void => void this.logged.push(`${text} ${JSON.stringify(fields)}`);
    this.app = new BoostApp("regions", {
      logger: { debug() {}, info: note, warn: note, error: note },
      environment: { BOOST_MAIN_URL: url },
    });
    const item = async ({ id }: { readonly id: string }, { parameters }: { readonly parameters: { readonly region?: string } }) => {
      if (id.startsWith("bad")) throw Object.assign(new Error("never"), {});
      this.handled.push({ id, region: parameters.region });
    };
    this.app.addSubscribers("regions", contract, { onItem: { item } }, { brokers: { main: { client } }, retry: { attempts: 1 } });
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    await waitFor(async () =>
      assert.ok(holds(), `not in time: ${what}\n${JSON.stringify(this.handled)}\n${this.logged.slice(-10).join("\n")}`),
    );
  }

  get sorted(): readonly Handled[] {
    return this.handled.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }
}

await describeWithServices(["kafka", "rabbitmq", "redis"], "Channels whose parameters nobody lists", ({ kafka, rabbitmq, redis }) => {
  test("kafka: topics that match, also those that come later; neither internal ones nor dead letters", async () => {
    const prefix = uniqueName("shop");
    const topics = ["eu", "us", "late"].map((region) => `${prefix}.${region}.items`);
    const [eu = "", us = "", late = ""] = topics;
    const dead = `${prefix}.dead.items`;
    for (const topic of [eu, us, dead, `${prefix}.eu.items.more`, `${prefix}.a.b.items`, `${prefix}.x.items-dlq`])
      await kafka.createTopic(topic, 2);
    const client = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING });
    const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const send = (topic: string, id: string) => producer.send({ topic, messages: [{ value: JSON.stringify({ id }) }] });
    await send(eu, "1");
    const run = new Run(kafka.address, contractOf("kafka", `${prefix}.{region}.items`), { consumer: { metadataMaxAge: 300 } });
    try {
      await run.app.start();
      await send(us, "2");
      await send(`${prefix}.eu.items.more`, "not this");
      await send(`${prefix}.a.b.items`, "nor this");
      await send(eu, "bad");
      await run.until("what was there is handled", () => run.handled.length === 2);
      await kafka.createTopic(late, 1);
      await send(late, "3");
      await run.until("a topic that came later is read", () => run.handled.length === 3);
      await send(eu, "4");
      await run.until("the others go on", () => run.handled.length === 4);
      assert.deepEqual(run.sorted, [
        { id: "1", region: "eu" },
        { id: "2", region: "us" },
        { id: "3", region: "late" },
        { id: "4", region: "eu" },
      ]);
      const letters = await kafka.withAdmin((admin) => admin.fetchTopicOffsets(dead));
      assert.equal(
        letters.reduce((sum, { high }) => sum + Number(high), 0),
        1,
        "the dead letter lies there, and is not read as one of the topics that match",
      );
      await kafka.withAdmin((admin) => admin.deleteTopics({ topics: [late] }));
      await run.until(
        "a topic that went is left",
        () => run.logged.filter((line) => line.includes("topics that match have changed")).length >= 2,
      );
      await send(us, "5");
      await run.until("the others go on again", () => run.handled.length === 5);
    } finally {
      await producer.disconnect();
      await run.app.stop();
    }
  });

  test("kafka: nothing matches yet: told, and read once it is there", async () => {
    const prefix = uniqueName("shop");
    await kafka.createTopic(`${prefix}.dead.items`);
    const run = new Run(kafka.address, contractOf("kafka", `${prefix}.{region}.items`), { consumer: { metadataMaxAge: 300 } });
    try {
      await run.app.start();
      await run.until("it is told", () => run.logged.some((line) => line.includes(`no topic matches "${prefix}.{region}.items" yet`)));
      await kafka.createTopic(`${prefix}.eu.items`);
      const producer = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).producer({
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await producer.connect();
      await producer.send({ topic: `${prefix}.eu.items`, messages: [{ value: '{"id":"1"}' }] });
      await producer.disconnect();
      await run.until("it is read", () => run.handled.length === 1);
    } finally {
      await run.app.stop();
    }
  });

  test("amqp: a queue of ours is bound to one word for the parameter", async () => {
    const exchange = uniqueName("shop");
    const options = { amqp: { declare: "create" }, group: `${exchange}-queue` } as const;
    const binding = { is: "routingKey", exchange: { name: exchange, type: "topic" } };
    const run = new Run(rabbitmq.address, contractOf("amqp", "shop.{region}.items", options, { binding }));
    const client = await connect(rabbitmq.address);
    try {
      await run.app.start();
      const channel = await client.createConfirmChannel();
      for (const [key, id] of [
        ["shop.eu.items", "1"],
        ["shop.us.items", "2"],
        ["shop.a.b.items", "not this"],
        ["shop.items", "nor this"],
      ] as const)
        channel.publish(exchange, key, Buffer.from(JSON.stringify({ id })));
      await channel.waitForConfirms();
      await run.until("both are handled", () => run.handled.length === 2);
      await delay(200);
      assert.deepEqual(run.sorted, [
        { id: "1", region: "eu" },
        { id: "2", region: "us" },
      ]);
    } finally {
      await client.close();
      await run.app.stop();
    }
  });

  test("amqp: half a word cannot be looked for, and neither can a shared queue", async () => {
    const exchange = uniqueName("shop");
    const binding = { is: "routingKey", exchange: { name: exchange, type: "topic" } };
    const half = new Run(rabbitmq.address, contractOf("amqp", "shop.eu-{region}", {}, { binding }));
    await assert.rejects(half.app.start(), /"region" of the channel "items" is not a whole word between dots.*BOOST_PARAMETER_REGION/);
    const shared = new Run(rabbitmq.address, contractOf("amqp", "shop.{region}"));
    await assert.rejects(shared.app.start(), /needs values for its parameter "region"/);
  });

  test("redis streams have to be named", async () => {
    const run = new Run(redis.address, contractOf("redis", "shop.{region}.items"));
    await assert.rejects(run.app.start(), /needs values for its parameter "region"/);
  });
});

// On a server of its own: every listener is cut off.
await describeWithServices(
  ["redis"],
  "Channels of Redis whose parameters nobody lists",
  ({ redis }) => {
    test("redis pub/sub: a pattern with the rest of the address taken literally; what matches too much is left", async () => {
      const prefix = `${uniqueName("shop")}*[a]`;
      const options = { delivery: "at-most-once", redis: { kind: "pubsub" } } as const;
      const run = new Run(redis.address, contractOf("redis", `${prefix}.{region}.items`, options));
      const client = new Redis(redis.address);
      try {
        await run.app.start();
        for (const [channel, id] of [
          [`${prefix}.eu.items`, "1"],
          [`${prefix}.a.b.items`, "not this"],
          [`${prefix.replace("[a]", "a")}.eu.items`, "nor this"],
          [`${prefix}.us.items`, "2"],
        ] as const)
          await client.publish(channel, JSON.stringify({ id }));
        await run.until("both are handled", () => run.handled.length === 2);
        await client.call("CLIENT", "KILL", "TYPE", "pubsub");
        // Nobody keeps what is published while it does not listen.
        await waitFor(async () => assert.notEqual(await client.publish(`${prefix}.later.items`, '{"id":"3"}'), 0));
        await run.until("it listens again", () => run.handled.length === 3);
        assert.deepEqual(run.sorted, [
          { id: "1", region: "eu" },
          { id: "2", region: "us" },
          { id: "3", region: "later" },
        ]);
      } finally {
        client.disconnect();
        await run.app.stop();
      }
    });
  },
  { own: true },
);

test("in memory as on the brokers", async () => {
  const regions: unknown[] = [];
  const item = async (_: object, { parameters }: { readonly parameters: object }) => void regions.push(parameters);
  const app = await createTestApp(contractOf("kafka", "shop.{region}.items"), { onItem: { item } });
  for (const region of ["eu", "us", "eu"]) assert.equal((await app.publishRaw(`shop.${region}.items`, '{"id":"1"}')).outcome, "handled");
  assert.deepEqual(regions, [{ region: "eu" }, { region: "us" }, { region: "eu" }]);
  await app.stop();
});
