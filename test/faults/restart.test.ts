import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";

await describeWithServices(
  ["rabbitmq", "redis"],
  "RabbitMQ and Redis are killed, started late, and cut off by their operators",
  (services) => {
    for (const [name, protocol] of [
      ["rabbitmq", "amqp"],
      ["redis", "redis"],
    ] as const) {
      const server = services[name];

      test(`${name}, G10, G12, F1: killed under load, twice: readiness tells, and every confirmed message is handled`, async (context) => {
        const flow = await AppFlow.make({ protocol, url: server.address, address: uniqueName("killed") });
        try {
          await flow.start();
          flow.startPublishing();
          for (let life = 0; life < 2; life++) {
            await flow.turnsReady(true);
            await delay(1_000);
            await server.kill();
            await flow.turnsReady(false, 8_000);
            await delay(1_000);
            const before = flow.handled.size;
            await server.start();
            await flow.until("messages are handled again", () => flow.handled.size > before + 50);
          }
          await flow.turnsReady(true);
          await flow.stopPublishing();
          await flow.settled();
          assert.equal(await flow.ended(), undefined);
          assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0, "an absent broker is nobody's fault");
          context.diagnostic(flow.ledger);
        } finally {
          await flow.close();
        }
      });

      test(`${name}, F2: down at the start: not ready, a sentence in the log, and it goes on once the server is there`, async () => {
        await server.stop();
        const flow = await AppFlow.make({ protocol, url: server.address, address: uniqueName("late") });
        const starting = flow.start();
        try {
          await flow.until("it is told", () => flow.logged.some((line) => /cannot connect to .*"main"/.test(line)));
          assert.equal((await flow.ready()).ready, false);
          assert.match((await flow.ready()).reasons, /cannot connect to/);
          await server.start();
          await starting;
          await flow.turnsReady(true);
          await flow.publish();
          await flow.settled();
        } finally {
          await server.start();
          await flow.close();
        }
      });
    }

    test("rabbitmq, G10: the operator closes every connection, again and again", async (context) => {
      const { rabbitmq } = services;
      const flow = await AppFlow.make({ protocol: "amqp", url: rabbitmq.address, address: uniqueName("closed") });
      try {
        await flow.start();
        flow.startPublishing();
        for (let turn = 0; turn < 3; turn++) {
          const before = flow.handled.size;
          await rabbitmq.ctl("close_all_connections", "for a test");
          await flow.until("messages are handled again", () => flow.handled.size > before + 50);
        }
        await flow.stopPublishing();
        await flow.settled();
        assert.deepEqual(flow.warnings, []);
        context.diagnostic(flow.ledger);
      } finally {
        await flow.close();
      }
    });
  },
  { own: true },
);
