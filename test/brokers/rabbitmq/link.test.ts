import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { BrokerConnection } from "../../../src/runtime/brokers/broker.ts";
import { createRabbitmqBroker } from "../../../src/runtime/brokers/rabbitmq/index.ts";
import { Link } from "../../../src/runtime/brokers/rabbitmq/link.ts";
import { TcpProxy } from "../../faults/tcp-proxy.ts";
import { describeWithServices, patience, uniqueName } from "../../services/index.ts";

await describeWithServices(["rabbitmq"], "A connection to RabbitMQ that breaks after the goodbye to a channel", ({ rabbitmq }) => {
  async function throughProxy(): Promise<{ readonly proxy: TcpProxy; readonly connection: BrokerConnection }> {
    const target = new URL(rabbitmq.address);
    const proxy = await TcpProxy.listen(0, Number(target.port));
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    return {
      proxy,
      connection: { server: "main", url: `amqp://127.0.0.1:${proxy.port}`, username: "guest", password: "guest", clientId: "link", log },
    };
  }

  /** The server's answer gets lost, then the connection. */
  async function breakAfterGoodbye(proxy: TcpProxy): Promise<void> {
    proxy.mode = { kind: "black-hole", towards: "client" };
    await delay(200);
    proxy.mode = { kind: "pass" };
    proxy.reset();
  }

  const inTime = <T>(promise: Promise<T>): Promise<T | "never"> =>
    Promise.race([promise, delay(patience, "never" as const, { ref: false })]);

  test("what was done on the channel is told all the same, and the next channel can be had", async () => {
    const { proxy, connection } = await throughProxy();
    const link = new Link(connection, "test");
    try {
      const name = uniqueName("link");
      let breaking: Promise<void> | undefined;
      const done = link.onChannel(async (channel) => {
        const { queue } = await channel.assertQueue(name, { autoDelete: true });
        breaking = breakAfterGoodbye(proxy);
        return queue;
      });
      assert.equal(await inTime(done), name);
      await breaking;
      assert.notEqual(await inTime(link.onChannel((channel) => channel.checkQueue(name))), "never");
    } finally {
      await link.close();
      await proxy.close();
    }
  });

  test("a ping whose answers get lost settles", async () => {
    const { proxy, connection } = await throughProxy();
    const broker = createRabbitmqBroker(connection);
    try {
      await broker.connect();
      const pinging = broker.ping().then(
        () => "answered",
        () => "refused",
      );
      await Promise.all([breakAfterGoodbye(proxy), assert.doesNotReject(inTime(pinging).then((how) => assert.notEqual(how, "never")))]);
    } finally {
      await broker.close();
      await proxy.close();
    }
  });
});
