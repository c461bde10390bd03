import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type Channel, connect } from "amqplib";
import { Redis } from "ioredis";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { startRedis } from "../services/redis.ts";
import { AppFlow } from "./app-flow.ts";
import { TcpProxy } from "./tcp-proxy.ts";

await describeWithServices(
  ["rabbitmq", "redis"],
  "RabbitMQ and Redis: what is read goes away under the application",
  ({ rabbitmq, redis }) => {
    const amqp = async <T>(work: (channel: Channel) => Promise<T>): Promise<T> => {
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

    test("rabbitmq, G10, G12, F24: the queue is deleted while it is consumed: told, and consumed again when it is back", async () => {
      const address = uniqueName("deleted");
      const queue = { durable: true, arguments: { "x-queue-type": "quorum" } };
      await amqp((channel) => channel.assertQueue(address, queue));
      await amqp((channel) => channel.assertQueue(`${address}-dead`, { durable: true }));
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address, operation: { amqp: { declare: "check" } } });
      try {
        await flow.start();
        await flow.publish();
        await flow.settled();
        await amqp((channel) => channel.deleteQueue(address));
        await flow.turnsReady(false, 8_000);
        assert.match((await flow.ready()).reasons, new RegExp(address));
        assert.equal(await flow.ended(), undefined);
        await amqp((channel) => channel.assertQueue(address, queue));
        await flow.turnsReady(true, 40_000);
        await flow.publish();
        await flow.settled();
      } finally {
        await flow.close();
      }
    });

    test("redis, F45: entries that the producer trims (MAXLEN) while they wait here are handled, and told with the remedy", async () => {
      const address = uniqueName("trimmed");
      let release: () => void = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const flow = await AppFlow.make({
        protocol: "redis",
        url: redis.address,
        address,
        operation: { concurrency: 2, redis: { kind: "stream", minIdle: 1_500 } },
        handle: (id) => (id.startsWith("m-") ? held : Promise.resolve()),
      });
      try {
        await flow.start();
        for (let index = 0; index < 6; index += 1) await flow.publish();
        await flow.until("they are here", async () => (await flow.metric("boost_messages_received_total")) === 6);
        await commands((client) => client.xtrim(address, "MAXLEN", 0));
        await flow.until("it is told", () => flow.logged.some((line) => line.includes("no longer has messages that wait here")));
        // Another round in which they might be given up.
        await delay(2_000);
        release();
        await flow.settled();
        assert.equal(flow.duplicates, 0);
        assert.equal(
          flow.logged.some((line) => line.includes("another consumer")),
          false,
        );
      } finally {
        release();
        await flow.close();
      }
    });

    test("rabbitmq, F31: a queue that is not there, or is of another kind, is a sentence at the start, and nothing is made", async () => {
      const address = uniqueName("absent");
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address, operation: { amqp: { declare: "check" } } });
      const starting = flow.start();
      try {
        await flow.until("it is told", () => flow.logged.some((line) => line.includes(`does not have "${address}"`)));
        assert.equal((await flow.ready()).ready, false);
        await amqp(async (channel) => {
          channel.on("error", () => undefined);
          await assert.rejects(channel.checkQueue(address), /NOT_FOUND/);
        });
      } finally {
        await flow.close();
        await starting;
      }
      await amqp((channel) => channel.assertQueue(address, { durable: true, arguments: { "x-queue-type": "classic" } }));
      const other = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address, operation: { amqp: { queueType: "quorum" } } });
      await assert.rejects(other.start(), /with other properties than asked for/);
      await other.close();
    });

    test("rabbitmq, F28: while an alarm keeps publishers waiting, what is there is still consumed", async () => {
      const address = uniqueName("alarm");
      let open = false;
      const handle = async (): Promise<void> => {
        while (!open) await delay(20);
      };
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address, handle });
      try {
        await flow.start();
        for (let index = 0; index < 40; index++) await flow.publish();
        await rabbitmq.ctl("set_vm_memory_high_watermark", "0.00001");
        const late = flow.publish("late");
        open = true;
        await flow.settled();
        assert.ok(!flow.confirmed.has("late"), "nothing is confirmed while the alarm is on");
        await rabbitmq.ctl("set_vm_memory_high_watermark", "0.6");
        await late;
        await flow.settled();
        assert.equal(flow.duplicates, 0);
      } finally {
        await rabbitmq.ctl("set_vm_memory_high_watermark", "0.6");
        await flow.close();
      }
    });

    const takings: readonly (readonly [string, (stream: string, group: string) => Promise<unknown>])[] = [
      ["G10, F30: the group is destroyed", (stream, group) => commands((client) => client.xgroup("DESTROY", stream, group))],
      ["F31: the stream is deleted", (stream) => commands((client) => client.del(stream))],
      ["G10, F30: everything is flushed", () => commands((client) => client.flushall())],
      ["F30: the stream is trimmed away below the group", (stream) => commands((client) => client.xtrim(stream, "MAXLEN", 0))],
      ["the scripts are flushed", () => commands((client) => client.script("FLUSH"))],
      ["the connections are closed by the operator", () => commands((client) => client.call("CLIENT", "KILL", "TYPE", "normal"))],
    ];
    for (const [what, take] of takings) {
      test(`redis, ${what}: the application goes on with what comes next`, async () => {
        const address = uniqueName("taken");
        const flow = await AppFlow.make({ protocol: "redis", url: redis.address, address, operation: { redis: { minIdle: 1_500 } } });
        try {
          await flow.start();
          for (let index = 0; index < 20; index++) await flow.publish();
          await flow.settled();
          await take(address, "flow.onItem");
          for (let index = 0; index < 20; index++) await flow.publish();
          await flow.settled();
          await flow.turnsReady(true);
          // Only a group can say what was acknowledged: without it, what is still in the stream comes again.
          if (what.includes("group is destroyed")) await flow.until("the first twenty again", () => flow.duplicates === 20);
          else assert.equal(flow.duplicates, 0);
          await flow.publish("reject-1");
          await flow.until("its dead letter", async () => (await flow.count("boost_messages_dead_lettered_total")) === 1);
          assert.equal(await commands((client) => client.xlen(`${address}-dead`)), 1);
          assert.equal(await flow.ended(), undefined);
        } finally {
          await flow.close();
        }
      });
    }

    test("redis: a server that becomes a replica takes no writes: nothing is lost, and it goes on when it is the master again", async () => {
      const address = uniqueName("replica");
      const other = await startRedis({ own: true });
      const flow = await AppFlow.make({ protocol: "redis", url: redis.address, address });
      try {
        await flow.start();
        await flow.publish();
        await flow.settled();
        const { hostname, port } = new URL(other.address);
        await commands((client) => client.config("SET", "replica-serve-stale-data", "yes"));
        // It refuses to overwrite itself with an empty master as long as nothing answers there.
        await other.stop();
        await commands((client) => client.replicaof(hostname, Number(port)));
        await flow.turnsReady(false, 15_000);
        await commands((client) => client.replicaof("NO", "ONE"));
        await flow.turnsReady(true, 40_000);
        await flow.publish();
        await flow.settled();
      } finally {
        await commands((client) => client.replicaof("NO", "ONE"));
        await flow.close();
      }
    });

    test("redis pub/sub, F37: cut off, silent, too slow to listen: readiness tells, and it listens again", async () => {
      const address = uniqueName("channel");
      const target = new URL(redis.address);
      const proxy = await TcpProxy.listen(0, Number(target.port));
      target.port = String(proxy.port);
      const operation = { delivery: "at-most-once", redis: { kind: "pubsub" } } as const;
      const client = { socketTimeout: 6_000 };
      const flow = await AppFlow.make({ protocol: "redis", url: target.href, producerUrl: redis.address, address, operation, client });
      let count = 0;
      const hears = async (): Promise<void> => {
        const before = flow.handled.size;
        await flow.until("something is heard", async () => {
          await commands((own) => own.publish(address, JSON.stringify({ id: `p-${count++}` })));
          return flow.handled.size > before;
        });
      };
      try {
        await flow.start();
        await hears();
        await commands((own) => own.call("CLIENT", "KILL", "TYPE", "pubsub"));
        await hears();
        await flow.turnsReady(true);
        const lost = (): number => flow.logged.filter((line) => line.includes("what is published meanwhile is lost too")).length;
        const before = lost();
        proxy.mode = { kind: "black-hole" };
        await flow.turnsReady(false, 8_000);
        await flow.until("it notices that nobody answers", () => lost() > before, 30_000);
        proxy.mode = { kind: "pass" };
        await flow.turnsReady(true, 20_000);
        await hears();
        assert.equal(await flow.ended(), undefined);
      } finally {
        await proxy.close();
        await flow.close();
      }
    });
  },
  { own: true },
);
