import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Channel, connect, type Options } from "amqplib";
import { PauseSource } from "../../src/runtime/ground/errors.ts";
import { rabbitDrain, rabbitPublish } from "../services/clients.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { nestedTable, publishRawTable } from "../services/raw-amqp.ts";
import { AppFlow } from "./app-flow.ts";

await describeWithServices(["rabbitmq"], "RabbitMQ: queues with a life of their own", ({ rabbitmq }) => {
  const amqp = async <T>(work: (channel: Channel) => Promise<T>): Promise<T> => {
    const client = await connect(rabbitmq.address);
    try {
      return await work(await client.createChannel());
    } finally {
      await client.close();
    }
  };

  const mortal: readonly (readonly [what: string, options: Options.AssertQueue])[] = [
    ["an auto-delete queue", { autoDelete: true, durable: false }],
    ["a queue that expires without consumers", { durable: true, arguments: { "x-expires": 1_000 } }],
  ];
  for (const [what, queue] of mortal)
    test(`rabbitmq, G8, F41: ${what} keeps what is in it while the source is paused`, async () => {
      const address = uniqueName("mortal");
      await amqp((channel) => channel.assertQueue(`${address}-dead`, { durable: true }));
      let isAway = true;
      const flow = await AppFlow.make({
        protocol: "amqp",
        url: rabbitmq.address,
        address,
        // Its own doing would be an argument that the queue does not have.
        operation: { concurrency: 2, amqp: { declare: "none" }, retry: { initialInterval: 500, maxInterval: 500, multiplier: 1 } },
        handle: async () => {
          if (isAway) throw new PauseSource("the warehouse is away", { probe: async () => assert.equal(isAway, false), retryAfter: 200 });
        },
      });
      const keeper = await connect(rabbitmq.address);
      try {
        const channel = await keeper.createChannel();
        await channel.assertQueue(address, queue);
        await flow.start();
        for (let index = 0; index < 20; index += 1) await flow.publish();
        await flow.turnsReady(false);
        // Longer than the queue that expires would last.
        await delay(2_500);
        isAway = false;
        await flow.settled();
        assert.equal((await flow.deadLetters()).length, 0);
      } finally {
        await flow.close();
        await keeper.close();
      }
    });

  test("rabbitmq, F42: a stream is refused with a sentence, because what it holds would never be read", async () => {
    const address = uniqueName("stream");
    await amqp((channel) => channel.assertQueue(address, { durable: true, arguments: { "x-queue-type": "stream" } }));
    await amqp((channel) => channel.assertQueue(`${address}-dead`, { durable: true }));
    const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address, operation: { amqp: { declare: "check" } } });
    try {
      await assert.rejects(
        flow.start(),
        (error: Error) => error.name === "ConfigurationError" && error.message.includes(`"${address}" is a stream`),
      );
    } finally {
      await flow.close();
      await amqp((channel) => channel.deleteQueue(address));
    }
  });

  for (const [what, copies] of [
    ["its own queue and a stranger's", (own: string, other: string) => [own, other]],
    ["one queue alone", (_own: string, other: string) => [other]],
  ] as const)
    test(`rabbitmq, F44: a message that was copied (CC) to ${what} has one dead letter, and nobody gets a copy of that`, async () => {
      const address = uniqueName("copied");
      const other = uniqueName("stranger");
      await amqp(async (channel) => {
        await channel.assertQueue(other, { durable: true });
        await channel.assertQueue(address, { durable: true });
        await channel.assertQueue(`${address}-dead`, { durable: true });
      });
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address, operation: { amqp: { declare: "none" } } });
      try {
        await flow.start();
        const CC = copies(address, other);
        await amqp(async (channel) => {
          const options = { CC, contentType: "application/json", messageId: "m", priority: 3, expiration: 600_000, replyTo: "answers" };
          channel.publish("", address, Buffer.from('{ "id": "reject-1" }'), {
            ...options,
            headers: { "x-received-from": "a lie", tenant: "t" },
          });
          // The end of the connection would overtake the message.
          await channel.close();
        });
        await flow.until("its dead letters", async () => (await flow.deadLetters()).length >= 1);
        await flow.publish();
        await flow.settled();
        const letters = await flow.deadLetters();
        assert.equal(letters.length, 1);
        const headers = letters[0]?.stored.headers;
        const was = ["CC", "x-received-from", "priority", "expiration", "reply-to"].map((name) =>
          String(headers?.get(`boost-was-${name}`)?.[0]),
        );
        assert.deepEqual(was, [CC.join(", "), "a lie", "3", "600000", "answers"]);
        assert.deepEqual([headers?.has("CC"), headers?.has("x-received-from"), String(headers?.get("tenant")?.[0])], [false, false, "t"]);
        assert.equal(await amqp(async (channel) => (await channel.checkQueue(other)).messageCount), 1);
        // Whom to answer and how soon it is wanted come back with a replay; where else it went does not.
        await flow.deadLetters(async (letter, all) => all.replay(letter));
        await flow.until("dead again", async () => (await flow.deadLetters()).length === 1);
        const again = (await flow.deadLetters())[0]?.stored.headers;
        assert.deepEqual([again?.get("boost-was-priority"), again?.get("boost-was-reply-to"), again?.has("boost-was-CC")].map(String), [
          "3",
          "answers",
          "false",
        ]);
        assert.equal(await amqp(async (channel) => (await channel.checkQueue(other)).messageCount), 1);
      } finally {
        await flow.close();
      }
    });

  test("G7: a dead letter says in RabbitMQ's words where it died; the server obeys none of them, and a replay bears none", async () => {
    const address = uniqueName("deaths");
    const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address });
    try {
      await flow.start();
      await flow.publish("reject-1");
      await flow.until("it is dead", async () => (await flow.deadLetters()).length === 1);
      const facts = async () =>
        await amqp(async (channel) => {
          const message = await channel.get(`${address}-dead`);
          if (message === false) return [];
          channel.nack(message);
          return ["queue", "exchange", "reason"].map((what) => message.properties.headers?.[`x-first-death-${what}`]);
        });
      assert.deepEqual(await facts(), [address, "", "rejected"]);
      // Published again by hand they change nothing: it stays where it is sent.
      const elsewhere = uniqueName("elsewhere");
      await amqp((channel) => channel.assertQueue(elsewhere, { durable: true }));
      const headers = { "x-first-death-queue": address, "x-first-death-exchange": "", "x-first-death-reason": "rejected" };
      await rabbitPublish(rabbitmq, { routingKey: elsewhere, body: "{}", headers });
      assert.deepEqual(
        (await rabbitDrain(rabbitmq, elsewhere)).map((message) => String(message.body)),
        ["{}"],
      );
      await amqp((channel) => channel.deleteQueue(elsewhere));
      await flow.deadLetters(async (letter, all) => all.replay(letter));
      await flow.until("dead again", async () => (await flow.deadLetters()).length === 1);
      assert.deepEqual(await facts(), [address, "", "rejected"]);
      // What was replayed had none, or they would stand there as orders of old.
      assert.equal((await flow.deadLetters())[0]?.stored.headers.has("boost-was-x-first-death-queue"), false);
    } finally {
      await flow.close();
    }
  });

  const unreadable: readonly (readonly [what: string, table: Buffer, readable: boolean])[] = [
    ["nested 17,000 deep", nestedTable(17_000), false],
    ["nested 3,000 deep", nestedTable(3_000), true],
  ];
  for (const [what, table, readable] of unreadable)
    test(`rabbitmq, M12: headers ${what} are one message's matter`, async () => {
      const address = uniqueName("headers");
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address });
      try {
        await flow.start();
        const id = readable ? "odd" : "dead-1";
        await publishRawTable(rabbitmq.address, address, table, JSON.stringify({ id }));
        await flow.publish();
        await flow.settled();
        await flow.until("it is settled", async () => (readable ? flow.handled.has(id) : (await flow.deadLetters()).length === 1));
        if (!readable) {
          const [letter] = await flow.deadLetters();
          assert.equal(letter?.cause, "invalid: unreadable");
          assert.equal(String(letter?.stored.body), JSON.stringify({ id }));
          assert.notEqual(letter?.stored.headers.get("boost-unreadable"), undefined);
        }
        assert.equal((await flow.ready()).ready, true);
      } finally {
        await flow.close();
      }
    });
});
