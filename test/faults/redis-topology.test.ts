import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { createRedisBroker } from "../../src/runtime/brokers/redis/index.ts";
import { ConfigurationError } from "../../src/runtime/ground/errors.ts";
import { CollectingSink } from "../../src/testing/conformance/index.ts";
import { testLog } from "../brokers/kafka/connection.ts";
import { redisCli } from "../services/clients.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { type RedisService, startRedis, startSentinel } from "../services/redis.ts";
import { AppFlow } from "./app-flow.ts";
import { planFor } from "./kafka-flow.ts";

const portOf = ({ address }: RedisService): number => Number(new URL(address).port);

await describeWithServices(["redis"], "Redis of more than one server", () => {
  describe("Sentinel", () => {
    let master: RedisService;
    let replica: RedisService;
    let sentinel: Awaited<ReturnType<typeof startSentinel>>;

    before(async () => {
      master = await startRedis({ own: true });
      replica = await startRedis({ own: true, args: ["--replicaof", "127.0.0.1", String(portOf(master))] });
      await waitFor(async () => assert.match(await redisCli(replica, "INFO", "replication"), /master_link_status:up/));
      sentinel = await startSentinel(master, "mine");
      // It hears of the replica by asking the master, every ten seconds.
      await waitFor(async () =>
        assert.match(await redisCli({ ...master, address: `redis://127.0.0.1:${sentinel.port}` }, "INFO", "sentinel"), /slaves=1/),
      );
    });
    after(async () => {
      await sentinel.stop();
      await Promise.all([master.stop(), replica.stop()]);
    });

    test("F36: the master dies and its replica takes over: told, and everything that had reached the replica is handled", async (context) => {
      const client = { sentinels: [{ host: "127.0.0.1", port: sentinel.port }], name: "mine" };
      const address = uniqueName("failover");
      const flow = await AppFlow.make({ protocol: "redis", url: master.address, address, client });
      try {
        await flow.start();
        flow.startPublishing();
        await flow.until("some are handled", () => flow.handled.size > 100);
        await flow.stopPublishing();
        for (let index = 0; index < 5; index++) await flow.publish(`reject-${index}`);
        // Redis confirms before its replicas have it: what is published now can be lost, so the test asks for both.
        assert.equal(await redisCli(master, "WAIT", "1", "5000"), "1");
        await master.kill();
        await flow.turnsReady(false, 8_000);
        await flow.turnsReady(true, 30_000);
        flow.startPublishing();
        const before = flow.handled.size;
        await flow.until("messages are handled again", () => flow.handled.size > before + 100);
        await flow.stopPublishing();
        await flow.settled();
        await flow.until("the refused ones are dead letters", async () => (await redisCli(replica, "XLEN", `${address}-dead`)) === "5");
        assert.equal(await flow.ended(), undefined);
        assert.match(await redisCli(replica, "INFO", "replication"), /role:master/);
        context.diagnostic(flow.ledger);
      } finally {
        await flow.close();
      }
    });
  });

  describe("Cluster", () => {
    const client = { cluster: true };
    let nodes: readonly RedisService[];

    before(async () => {
      const args = ["--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "2000"];
      nodes = await Promise.all([0, 1, 2].map(() => startRedis({ own: true, args })));
      const [first, ...others] = nodes;
      assert.ok(first);
      for (const [index, node] of nodes.entries()) {
        const from = Math.ceil((16_384 * index) / 3);
        await redisCli(node, "CLUSTER", "ADDSLOTSRANGE", String(from), String(Math.ceil((16_384 * (index + 1)) / 3) - 1));
      }
      for (const other of others) await redisCli(first, "CLUSTER", "MEET", "127.0.0.1", String(portOf(other)));
      for (const node of nodes)
        await waitFor(async () => assert.match(await redisCli(node, "CLUSTER", "INFO"), /cluster_state:ok[^]*cluster_known_nodes:3/));
    });
    after(() => Promise.all(nodes.map((node) => node.stop())));

    const entry = (): RedisService => nodes[0] ?? assert.fail();

    test("streams on each node, their dead letters wherever they are, nothing left pending", async () => {
      const names = Array.from({ length: 6 }, () => uniqueName("spread"));
      for (const address of names) {
        const flow = await AppFlow.make({ protocol: "redis", url: entry().address, address, client });
        try {
          await flow.start();
          for (let index = 0; index < 10; index++) await flow.publish();
          await flow.publish("reject-one");
          await flow.settled();
          const cluster = (...words: string[]): Promise<string> => redisCli(entry(), "-c", ...words);
          await flow.until("the refused one is a dead letter", async () => (await cluster("XLEN", `${address}-dead`)) === "1");
          await flow.until("nothing is pending", async () => /^0\b/.test(await cluster("XPENDING", address, "flow.onItem")));
        } finally {
          await flow.close();
        }
      }
    });

    test("a node that dies and comes back: told, and every confirmed message is handled", async (context) => {
      const address = uniqueName("node");
      const slot = Number(await redisCli(entry(), "CLUSTER", "KEYSLOT", address));
      const home = nodes[Math.floor((slot * 3) / 16_384)] ?? assert.fail();
      const flow = await AppFlow.make({ protocol: "redis", url: entry().address, address, client });
      try {
        await flow.start();
        flow.startPublishing();
        await flow.until("some are handled", () => flow.handled.size > 100);
        await home.kill();
        await flow.turnsReady(false, 15_000);
        await delay(1_000);
        await home.start();
        const before = flow.handled.size;
        await flow.until("messages are handled again", () => flow.handled.size > before + 100);
        await flow.turnsReady(true);
        await flow.stopPublishing();
        await flow.settled();
        assert.deepEqual(flow.warnings, []);
        context.diagnostic(flow.ledger);
      } finally {
        await flow.close();
      }
    });

    test("streams of one operation in different slots are a sentence; a common tag brings them together", async () => {
      const broker = createRedisBroker({ server: "redis", url: entry().address, clientId: "boost-gen-tests", log: testLog, client });
      try {
        await broker.connect();
        const apart = ["one", "two", "three"].map((name) => uniqueName(name));
        const sink = new CollectingSink();
        const refused = await broker.subscribe(planFor(apart.join(), "group", { addresses: apart }), sink);
        await waitFor(async () => assert.ok(sink.fatals[0] instanceof ConfigurationError));
        assert.match(sink.fatals[0]?.message ?? "", /are in different slots of the cluster.*\{tag\}/);
        await refused.close();

        const together = ["{t}one", "{t}two"].map((name) => uniqueName(name));
        const good = new CollectingSink();
        const subscription = await broker.subscribe(planFor(together.join(), "group", { addresses: together }), good);
        for (const address of together) await broker.publish({ address, body: Buffer.from(address), headers: new Map() });
        await good.received(2);
        await subscription.close();
      } finally {
        await broker.close();
      }
    });
  });
});
