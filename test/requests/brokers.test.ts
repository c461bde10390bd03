import assert from "node:assert/strict";
import { test } from "node:test";
import { BoostApp, InvalidMessage, RequestLost, RequestTimeout } from "boost-gen/runtime";
import { Redis } from "ioredis";
import { examine } from "../../src/runtime/tools/doctor.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { compiled } from "../truth/compiled.ts";
import { type Ask, answerer, asker, silent } from "./asker.ts";
import { conversationsOn, environmentsOf, withChannel } from "./conversations.ts";
import { type Conversation, documentOf } from "./documents.ts";

async function withRedis<Result>(address: string, work: (client: Redis) => Promise<Result>): Promise<Result> {
  const client = new Redis(address);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

/** Keys by how many milliseconds they have left; -1: they stay for ever. */
function keysOf(address: string, prefix: string): Promise<readonly (readonly [key: string, left: number])[]> {
  return withRedis(address, async (client) =>
    Promise.all((await client.keys(`${prefix}*`)).map(async (key) => [key, await client.pttl(key)] as const)),
  );
}

function isPassing([key, left]: readonly [key: string, left: number]): void {
  assert.ok(left > 0 && left <= 60_000, `${key} has ${left} ms left`);
}

await describeWithServices(["rabbitmq", "kafka", "redis"], "Requests find their replies on", ({ rabbitmq, kafka, redis }) => {
  const named = { replyAddress: "$message.header#/replyTo" };
  const servers = { rabbitmq, kafka, redis };
  const environment = environmentsOf(servers);

  for (const [name, make] of conversationsOn(servers)) {
    test(`${name}: two processes ask 500 each at once, and each gets its own replies`, async (context) => {
      const conversation = await make();
      const around = environment[conversation.protocol];
      await answerer(context, conversation, around);
      const askers = [await asker(context, conversation, around), await asker(context, conversation, around)];
      const told = await Promise.all(
        askers.map(({ ask }, side) =>
          Promise.all(Array.from({ length: 500 }, (_, index) => ask({ sku: String(side * 1_000 + index) }, { timeout: 120_000 }))),
        ),
      );
      for (const [side, all] of told.entries())
        for (const [index, price] of all.entries()) assert.equal((price as { readonly price: number }).price, side * 1_000 + index);
      // And a payload of the other kind.
      await assert.rejects(askers[0]?.ask({ sku: "nothing" }, { timeout: 300 }) ?? assert.fail(), RequestTimeout);
    });
  }

  for (const [title, together] of [
    ["alone", 0],
    ["among others that are not confirmed yet", 20],
  ] as const) {
    test(`a request that RabbitMQ does not take, ${title}, is told so; who waits on its channel is told, and the next is answered`, async (context) => {
      const conversation: Conversation = { protocol: "amqp", requests: uniqueName("ask"), replies: null };
      const held: (() => void)[] = [];
      let holds = true;
      await answerer(context, conversation, environment.amqp, async (sku) => {
        if (holds) await new Promise<void>((resolve) => held.push(resolve));
        return { price: Number(sku) };
      });
      const document = JSON.parse(documentOf("asks", conversation)) as { readonly operations: { [name: string]: object } };
      // The server takes no other user's name: it closes the channel.
      const refused = { ...document.operations["askPrice"], bindings: { amqp: { userId: "somebody-else" } } };
      const { contract } = await compiled(JSON.stringify({ ...document, operations: { ...document.operations, refused } }));
      const app = new BoostApp("asker", { environment: environment.amqp, logger: silent });
      context.after(() => app.stop());
      const [ask, askRefused] = Object.values(app.requesters(contract) as { readonly [member: string]: Ask });
      assert.ok(ask && askRefused);
      const waiting = Promise.allSettled([1, 2, 3].map((sku) => ask({ sku: String(sku) }, { timeout: 240_000 })));
      await waitFor(async () => assert.equal(held.length, 3));
      holds = false;
      const beside = Promise.allSettled(Array.from({ length: together }, (_, sku) => ask({ sku: String(sku) }, { timeout: 60_000 })));
      await assert.rejects(askRefused({ sku: "5" }, { timeout: 120_000 }), InvalidMessage);
      for (const outcome of await waiting)
        assert.ok(outcome.status === "rejected" && outcome.reason instanceof RequestLost, JSON.stringify(outcome));
      for (const release of held) release();
      // Before the channel was closed, by the one that it is sent again on, or not at all: but each is told.
      for (const [sku, outcome] of (await beside).entries()) {
        if (outcome.status === "fulfilled") assert.deepEqual(outcome.value, { price: sku });
        else assert.ok(outcome.reason instanceof RequestLost, String(outcome.reason));
      }
      assert.deepEqual(await ask({ sku: "7" }, { timeout: 60_000 }), { price: 7 });
    });
  }

  test("a topic for replies that is not there: a sentence that names it", async (context) => {
    const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
    await kafka.createTopic(requests, 1);
    const { ask } = await asker(context, { protocol: "kafka", requests, replies }, environment.kafka);
    await assert.rejects(ask({ sku: "1" }, { timeout: 60_000 }), new RegExp(`does not have the topic "${replies}"`));
  });

  test("doctor asks for the topic of replies as well, and makes it", async () => {
    const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
    await kafka.createTopic(requests, 1);
    const { contract } = await compiled(documentOf("asks", { protocol: "kafka", requests, replies }));
    const states = async (create: boolean): Promise<readonly (readonly [string, string])[]> => {
      const found: [string, string][] = [];
      for await (const { part, state } of examine({ contract, app: "asker", environment: environment.kafka, create }))
        found.push([part, state]);
      return found.filter(([part]) => part.startsWith("topic"));
    };
    const asked = [`topic "${requests}"`, "ok"] as const;
    assert.deepEqual(await states(false), [asked, [`topic "${replies}"`, "missing"]]);
    assert.deepEqual(await states(true), [asked, [`topic "${replies}"`, "created"]]);
    assert.deepEqual(await states(false), [asked, [`topic "${replies}"`, "ok"]]);
  });

  test("doctor asks for the address that is answered to, on the server that asks; not for one that the request chooses", async () => {
    const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
    const parts = async (conversation: Conversation, create = false): Promise<readonly (readonly [string, string])[]> => {
      const { contract } = await compiled(documentOf("answers", conversation));
      const found: [string, string][] = [];
      for await (const { part, state } of examine({ contract, app: "answerer", environment: environment[conversation.protocol], create }))
        found.push([part, state]);
      return found.filter(([part]) => part.includes(replies));
    };
    for (const [conversation, part] of [
      [{ protocol: "kafka", requests, replies }, `topic "${replies}"`],
      [{ protocol: "amqp", requests, replies }, `queue "${replies}"`],
    ] as const) {
      assert.deepEqual(await parts(conversation), [[part, "missing"]]);
      assert.deepEqual(await parts(conversation, true), [[part, "created"]]);
      assert.deepEqual(await parts(conversation), [[part, "ok"]]);
      const chosen = { ...conversation, requests: uniqueName("ask"), replyAddress: "$message.header#/replyTo" };
      assert.deepEqual(await parts(chosen), []);
    }
    assert.equal((await parts({ protocol: "redis", requests, replies })).length, 1);
  });

  test("a queue for replies that is not there, or that another process reads: a sentence that names it", async (context) => {
    const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
    const conversation: Conversation = { protocol: "amqp", requests, replies };
    const first = await asker(context, conversation, environment.amqp);
    await assert.rejects(first.ask({ sku: "1" }, { timeout: 60_000 }), new RegExp(`does not have "${replies}"`));
    await withChannel(rabbitmq.address, (channel) => channel.assertQueue(replies));
    await answerer(context, conversation, environment.amqp);
    assert.deepEqual(await first.ask({ sku: "1" }, { timeout: 60_000 }), { price: 1 });
    const second = await asker(context, conversation, environment.amqp);
    await assert.rejects(
      second.ask({ sku: "1" }, { timeout: 60_000 }),
      new RegExp(`another process reads replies from the queue "${replies}"`),
    );
  });

  test("a stream for replies of one process goes by itself, whoever answers and however late", async (context) => {
    const conversation: Conversation = { protocol: "redis", requests: uniqueName("ask"), replies: null, ...named };
    const app = uniqueName("gone");
    const places: string[] = [];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await answerer(context, conversation, environment.redis, async (sku, { replyTo }) => {
      places.push(String(replyTo));
      await held;
      return { price: Number(sku) };
    });
    const passing = await asker(context, conversation, environment.redis, app);
    const asked = passing.ask({ sku: "1" }, { timeout: 120_000 });
    asked.catch(() => undefined);
    await waitFor(async () => assert.equal(places.length, 1));
    const [place = ""] = places;
    const [key, ...more] = await keysOf(redis.address, app);
    assert.deepEqual(
      [key?.[0], more],
      [place, []],
      "it is there before anybody answers, so that a process that is killed leaves none behind",
    );
    isPassing(key ?? ["", 0]);
    await passing.app.stop();
    await assert.rejects(asked, RequestLost);
    // As a program answers that knows nothing of ours.
    await withRedis(redis.address, (client) => client.xadd(place, "*", "data", "{}"));
    (await keysOf(redis.address, app)).forEach(isPassing);
    // As after the minute.
    await withRedis(redis.address, (client) => client.del(place));
    release();
    await waitFor(async () => assert.equal((await keysOf(redis.address, app)).length, 1));
    (await keysOf(redis.address, app)).forEach(isPassing);
  });

  test("what a process makes for its replies goes with it: queue, stream, group", async (context) => {
    const stream: Conversation = { protocol: "redis", requests: uniqueName("ask"), replies: null, ...named };
    const app = uniqueName("passing");
    const topics = [uniqueName("ask"), uniqueName("told")] as const;
    for (const topic of [...topics, `${topics[0]}-dlq`]) await kafka.createTopic(topic, 1);
    const log: Conversation = { protocol: "kafka", requests: topics[0], replies: topics[1] };
    const queue: Conversation = { protocol: "amqp", requests: uniqueName("ask"), replies: null, ...named };
    const queues: string[] = [];
    for (const conversation of [stream, log, queue]) {
      const around = environment[conversation.protocol];
      await answerer(context, conversation, around, (sku, { replyTo }) => {
        if (conversation === queue) queues.push(String(replyTo));
        return { price: Number(sku) };
      });
      const { contract } = await compiled(documentOf("asks", conversation));
      const passing = new BoostApp(app, { environment: around, logger: silent });
      const [ask] = Object.values(passing.requesters(contract) as { readonly [member: string]: Ask });
      assert.deepEqual(await ask?.({ sku: "1" }, { timeout: 60_000 }), { price: 1 });
      await passing.stop();
    }
    assert.equal(queues[0]?.startsWith(`${app}.replies.`), true);
    await assert.rejects(
      withChannel(rabbitmq.address, (channel) => channel.checkQueue(queues[0] ?? "")),
      /NOT[-_]FOUND/,
    );
    const left = async (): Promise<readonly string[]> => [
      ...(await keysOf(redis.address, app)).flatMap(([key, left]) => (left === -1 ? [key] : [])),
      ...(await kafka.withAdmin(async (admin) =>
        (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(app)),
      )),
    ];
    await waitFor(async () => assert.deepEqual(await left(), []));
  });
});
