import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices, startKafka, uniqueName } from "../services/index.ts";
import { startRedis } from "../services/redis.ts";
import { AppFlow } from "./app-flow.ts";

const megabyte = 2 ** 20;

/** A file system of its own, almost full, with what gives it room again; `undefined` where this user may not have one. */
function smallDisk(context: TestContext, { size, free }: { readonly size: number; readonly free: number }) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-disk-")));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    context.skip("mounting a file system takes root");
    return undefined;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: () => writeFileSync(ballast, Buffer.alloc((size - free) * megabyte)),
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

const body = (id: string): { readonly body: string } => ({ body: JSON.stringify({ id, padding: "x".repeat(50_000) }) });

await describeWithServices(
  ["rabbitmq"],
  "The disk of a server is full",
  ({ rabbitmq }) => {
    test("redis, F29: writes are refused: publishers are told, nothing is acknowledged, and all goes on once there is room", async (context) => {
      const disk = smallDisk(context, { size: 12, free: 1 });
      if (disk === undefined) return;
      // With `appendfsync always` the server ends itself instead, which F1 is about. The log is not rewritten, so it only grows.
      const redis = await startRedis({
        own: true,
        args: ["--dir", disk.folder, "--appendfsync", "everysec", "--auto-aof-rewrite-percentage", "0"],
      });
      const flow = await AppFlow.make({ protocol: "redis", url: redis.address, address: uniqueName("disk") });
      try {
        await flow.start();
        for (let index = 0; index < 20; index++) await flow.publish();
        await flow.settled();
        disk.fill();
        const publishing = (async () => {
          for (let index = 0; index < 60; index++) await flow.publish(`big-${index}`, body(`big-${index}`));
          await flow.publish("reject-1");
        })();
        await flow.until("a publisher is told", () => flow.failures.some((text) => /MISCONF|No space left/.test(text)));
        await flow.turnsReady(false, 15_000);
        await delay(500);
        disk.empty();
        await publishing;
        await flow.turnsReady(true, 40_000);
        await flow.settled();
        await flow.until("its dead letter", async () => (await flow.deadLetters()).some(({ id }) => id === "reject-1"));
        assert.equal(await flow.ended(), undefined);
        context.diagnostic(flow.ledger);
      } finally {
        await flow.close();
        await redis.stop();
        disk.remove();
      }
    });

    test("kafka, F29: the broker gives up: nothing that was confirmed is lost once it is back with more room", async (context) => {
      const disk = smallDisk(context, { size: 120, free: 4 });
      if (disk === undefined) return;
      const properties = { "log.dirs": join(disk.folder, "data"), "log.index.size.max.bytes": "65536" };
      const kafka = await startKafka({ own: true, properties });
      const address = uniqueName("disk");
      for (const topic of [address, `${address}-dead`]) await kafka.createTopic(topic, 2);
      const flow = await AppFlow.make({ protocol: "kafka", url: kafka.address, address, client: { requestTimeout: 3_000 } });
      try {
        await flow.start();
        for (let index = 0; index < 20; index++) await flow.publish();
        await flow.settled();
        disk.fill();
        const publishing = (async () => {
          for (let index = 0; index < 120; index++) await flow.publish(`big-${index}`, body(`big-${index}`));
        })();
        await flow.until("a publisher is told", () => flow.failures.length > 0);
        await flow.turnsReady(false, 15_000);
        disk.empty();
        await kafka.kill();
        await kafka.start();
        await publishing;
        await flow.turnsReady(true, 60_000);
        await flow.settled();
        assert.equal(await flow.ended(), undefined);
        context.diagnostic(flow.ledger);
      } finally {
        await flow.close();
        await kafka.stop();
        disk.remove();
      }
    });

    test("amqp, F29: too little room for the server's own limit: publishers wait, what is there is consumed, dead letters wait unacknowledged", async () => {
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address: uniqueName("disk") });
      try {
        await flow.start();
        await flow.publish();
        await flow.settled();
        await rabbitmq.ctl("set_disk_free_limit", "1000000GB");
        const late = flow.publish("reject-late");
        await delay(2_000);
        assert.ok(!flow.confirmed.has("reject-late"), "nothing is confirmed while the alarm is on");
        await rabbitmq.ctl("set_disk_free_limit", "50MB");
        await late;
        await flow.until("its dead letter", async () => (await flow.deadLetters()).some(({ id }) => id === "reject-late"));
        await flow.publish();
        await flow.settled();
        assert.equal(flow.duplicates, 0);
      } finally {
        await rabbitmq.ctl("set_disk_free_limit", "50MB");
        await flow.close();
      }
    });
  },
  { own: true },
);
