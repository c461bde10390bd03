import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import { TcpProxy } from "./tcp-proxy.ts";

/** How a place for dead letters is taken away and given back, and what lies in it. */
interface Way {
  readonly name: string;
  readonly protocol: "amqp" | "redis";
  readonly url: string;
  /** Before the application starts. */
  readonly before?: (dead: string) => Promise<unknown>;
  readonly breaks: (dead: string) => Promise<unknown>;
  readonly mends: (dead: string) => Promise<unknown>;
  readonly letters: (dead: string) => Promise<number>;
  readonly told: RegExp;
}

await describeWithServices(
  ["rabbitmq", "redis"],
  "RabbitMQ and Redis: dead letters that cannot be stored",
  ({ rabbitmq, redis }) => {
    const amqp = async <T>(
      work: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>["createChannel"]>>) => Promise<T>,
    ): Promise<T> => {
      const client = await connect(rabbitmq.address);
      try {
        return await work(await client.createChannel());
      } finally {
        await client.close();
      }
    };
    const commands = async <T>(work: (client: Redis) => Promise<T>): Promise<T> => {
      const client = new Redis(redis.address);
      try {
        return await work(client);
      } finally {
        client.disconnect();
      }
    };
    const queue = (dead: string) => amqp((channel) => channel.assertQueue(dead, { durable: true }));
    const inQueue = (dead: string) => amqp(async (channel) => (await channel.checkQueue(dead)).messageCount);
    const inStream = (dead: string) => commands((client) => client.xlen(dead));
    const full = { durable: true, arguments: { "x-max-length": 1, "x-overflow": "reject-publish" } };

    const ways: readonly Way[] = [
      {
        name: "the queue is deleted",
        protocol: "amqp",
        url: rabbitmq.address,
        before: queue,
        breaks: (dead) => amqp((channel) => channel.deleteQueue(dead)),
        mends: queue,
        letters: inQueue,
        told: /NO_ROUTE/,
      },
      {
        name: "the queue is full and refuses",
        protocol: "amqp",
        url: rabbitmq.address,
        before: (dead) => amqp((channel) => channel.assertQueue(dead, full)),
        breaks: (dead) => amqp(async (channel) => channel.sendToQueue(dead, Buffer.from("{}"))),
        mends: (dead) => amqp((channel) => channel.purgeQueue(dead)),
        letters: inQueue,
        told: /refused a message .* the queue may be full/,
      },
      {
        name: "the key holds something else",
        protocol: "redis",
        url: redis.address,
        breaks: (dead) => commands((client) => client.set(dead, "text")),
        mends: (dead) => commands((client) => client.del(dead)),
        letters: inStream,
        told: /is not a stream/,
      },
      {
        name: "the server is out of memory",
        protocol: "redis",
        url: redis.address,
        breaks: () => commands((client) => client.config("SET", "maxmemory", "1")),
        mends: () => commands((client) => client.config("SET", "maxmemory", "0")),
        letters: inStream,
        told: /out of memory/,
      },
    ];

    for (const { name, protocol, url, before, breaks, mends, letters, told } of ways) {
      test(`${protocol}, G7, F16: ${name}: nothing is acknowledged, the source waits, and the same dead letter goes through once it can`, async () => {
        const address = uniqueName("dead");
        const dead = `${address}-dead`;
        await before?.(dead);
        const flow = await AppFlow.make({
          protocol,
          url,
          address,
          operation: { concurrency: 4, amqp: before === undefined ? { declare: "create" } : { declare: "none" } },
        });
        if (before !== undefined) await queue(address);
        try {
          await flow.start();
          await flow.publish("first");
          await flow.settled();
          await flow.publish("reject-1");
          // Redis without memory takes no message either: the one that is refused has to be there before.
          if (before !== undefined || name.includes("memory"))
            await flow.until("the first dead letter", async () => (await letters(dead)) === 1);
          await breaks(dead);
          if (!name.includes("memory")) await flow.publish("reject-2");
          else {
            await mends(dead);
            await commands(async (client) => {
              const body = JSON.stringify({ id: "reject-2" });
              await client.multi().xadd(address, "*", "data", body, "h:boost-id", "reject-2").config("SET", "maxmemory", "1").exec();
            });
          }
          await flow.turnsReady(false);
          assert.match(flow.logged.join("\n"), told);
          assert.equal(await flow.metric("boost_messages_lag"), 1, "it was not acknowledged");
          assert.equal(await flow.ended(), undefined);
          await mends(dead);
          await flow.turnsReady(true, 40_000);
          await flow.until(
            "the dead letter is stored",
            async () => (await letters(dead)) >= 1 && (await flow.metric("boost_messages_lag")) === 0,
          );
          await flow.publish("after");
          await flow.settled();
          assert.equal(await flow.count("boost_messages_dead_lettered_total"), 2);
        } finally {
          await mends(dead);
          await flow.close();
        }
      });
    }

    test("amqp, G7, F16: a queue that we made and somebody deleted is made again, and nobody waits", async () => {
      const address = uniqueName("dead");
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address });
      try {
        await flow.start();
        await amqp((channel) => channel.deleteQueue(`${address}-dead`));
        await flow.publish("reject-1");
        await flow.until("the dead letter is stored", async () => (await flow.count("boost_messages_dead_lettered_total")) === 1);
        assert.equal(await inQueue(`${address}-dead`), 1);
        assert.doesNotMatch(flow.logged.join("\n"), /source paused/);
      } finally {
        await flow.close();
      }
    });

    for (const [protocol, { address: url }] of [
      ["amqp", rabbitmq],
      ["redis", redis],
    ] as const) {
      test(`${protocol}, F17: cut off while dead letters are stored: none is lost, one that is there twice has the same id`, async (context) => {
        const address = uniqueName("cut");
        const target = new URL(url);
        const proxy = await TcpProxy.listen(0, Number(target.port));
        target.port = String(proxy.port);
        const flow = await AppFlow.make({ protocol, url: target.href, producerUrl: url, address });
        try {
          await flow.start();
          const ids = Array.from({ length: 200 }, (_, index) => `reject-${index}`);
          const publishing = (async () => {
            for (const id of ids) await flow.publish(id);
          })();
          for (let turn = 0; turn < 10; turn++) {
            await new Promise((resolve) => setTimeout(resolve, 60));
            proxy.reset();
          }
          await publishing;
          const read = (): Promise<readonly string[]> =>
            protocol === "redis" ? redisIds(commands, `${address}-dead`) : amqpIds(amqp, `${address}-dead`);
          await flow.until("everything is dead-lettered", async () => new Set(await read()).size === ids.length);
          const stored = await read();
          assert.deepEqual([...new Set(stored)].sort(), ids.toSorted());
          context.diagnostic(`${stored.length} dead letters of ${ids.length}`);
        } finally {
          await proxy.close();
          await flow.close();
        }
      });
    }
  },
  { own: true },
);

type OnRedis = <T>(work: (client: Redis) => Promise<T>) => Promise<T>;

function redisIds(commands: OnRedis, dead: string): Promise<readonly string[]> {
  return commands(async (client) =>
    (await client.xrange(dead, "-", "+")).map(([, fields]) => fields[fields.indexOf("h:boost-id") + 1] ?? ""),
  );
}

type OnAmqp = <T>(work: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>["createChannel"]>>) => Promise<T>) => Promise<T>;

function amqpIds(amqp: OnAmqp, dead: string): Promise<readonly string[]> {
  return amqp(async (channel) => {
    const ids: string[] = [];
    for (let message = await channel.get(dead); message !== false; message = await channel.get(dead))
      ids.push(String(message.properties.headers?.["boost-id"]));
    return ids;
  });
}
