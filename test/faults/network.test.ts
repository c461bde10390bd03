import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { AppFlow, type AppFlowOptions } from "./app-flow.ts";
import { TcpProxy } from "./tcp-proxy.ts";

await describeWithServices(["rabbitmq", "redis"], "RabbitMQ and Redis behind a bad network", (services) => {
  for (const { name, protocol, client } of [
    // What the network may do in silence before it is noticed: seconds here, so that the test is short.
    { name: "rabbitmq", protocol: "amqp", client: { heartbeat: 1 } },
    { name: "redis", protocol: "redis", client: { socketTimeout: 6_500, commandTimeout: 2_000 } },
  ] as const) {
    const behind = async (work: (flow: AppFlow, proxy: TcpProxy) => Promise<void>, more: Partial<AppFlowOptions> = {}): Promise<void> => {
      const { address } = services[name];
      const target = new URL(address);
      const proxy = await TcpProxy.listen(0, Number(target.port));
      target.port = String(proxy.port);
      const flow = await AppFlow.make({
        protocol,
        url: target.href,
        producerUrl: address,
        address: uniqueName("network"),
        client,
        ...more,
      });
      try {
        await flow.start();
        await flow.turnsReady(true);
        flow.startPublishing();
        await flow.until("messages are handled", () => flow.handled.size > 50);
        await work(flow, proxy);
      } finally {
        await proxy.close();
        await flow.close();
      }
    };

    for (const towards of [undefined, "server", "client"] as const) {
      test(`${name}, G10, F3: silence ${towards === undefined ? "in both directions" : `towards the ${towards}`} is noticed, and everything goes on after it`, async (context) => {
        await behind(async (flow, proxy) => {
          proxy.mode = towards === undefined ? { kind: "black-hole" } : { kind: "black-hole", towards };
          await flow.turnsReady(false, 20_000);
          const before = flow.handled.size;
          proxy.mode = { kind: "pass" };
          await flow.until("messages are handled again", () => flow.handled.size > before + 50);
          await flow.stopPublishing();
          await flow.settled();
          await flow.turnsReady(true);
          assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
          context.diagnostic(flow.ledger);
        });
      });
    }

    test(`${name}, F4: connections that are reset all the time: no loss, no pile of sockets or listeners`, async (context) => {
      await behind(async (flow, proxy) => {
        for (let turn = 0; turn < 15; turn++) {
          proxy.reset();
          await delay(300);
        }
        await flow.stopPublishing();
        await flow.settled();
        await flow.turnsReady(true);
        assert.deepEqual(flow.warnings, []);
        assert.ok(proxy.open <= 4, `${proxy.open} connections are open`);
        assert.ok(proxy.accepted < 200, `${proxy.accepted} connections were made`);
        context.diagnostic(`${flow.ledger}; ${proxy.accepted} connections made, ${proxy.open} open`);
      });
    });

    test(`${name}, F5: a slow network is slow, and nothing is given up for it`, async (context) => {
      await behind(
        async (flow, proxy) => {
          await flow.stopPublishing();
          await flow.settled();
          proxy.mode = { kind: "slow", latency: 200, bytesPerSecond: 20_000 };
          const before = proxy.accepted;
          for (let index = 0; index < 30; index++) await flow.publish();
          await flow.settled();
          assert.equal(proxy.accepted, before, "no connection was given up");
          assert.equal(flow.duplicates, 0);
          context.diagnostic(flow.ledger);
        },
        { client: {} },
      );
    });
  }
});
