import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "amqplib";
import type { Outgoing } from "../../../src/runtime/brokers/broker.ts";
import { createRabbitmqBroker } from "../../../src/runtime/brokers/rabbitmq/index.ts";
import { InvalidMessage, UnroutableError } from "../../../src/runtime/ground/errors.ts";
import { rabbitDrain } from "../../services/clients.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";
import { testLog } from "../kafka/connection.ts";

await describeWithServices(["rabbitmq"], "RabbitMQ: publishing", ({ rabbitmq }) => {
  const url = new URL(rabbitmq.address);
  const makeBroker = () =>
    createRabbitmqBroker({
      server: "rabbitmq",
      url: `amqp://${url.host}`,
      username: url.username,
      password: url.password,
      clientId: "boost-gen-tests",
      log: testLog,
    });

  async function queue(): Promise<string> {
    const name = uniqueName("publishing");
    const client = await connect(rabbitmq.address);
    await (await client.createChannel()).assertQueue(name, { durable: true });
    await client.close();
    return name;
  }

  const to = (address: string, id: string, more: Partial<Outgoing> = {}): Outgoing => ({
    address,
    body: Buffer.from(id),
    headers: new Map([["boost-id", [id]]]),
    messageId: id,
    ...more,
  });

  test("a message for which the server closes the channel is refused alone: what was under way with it is stored", async () => {
    const address = await queue();
    const broker = makeBroker();
    await broker.connect();
    try {
      // The server takes no other user's name.
      const odd = to(address, "odd", { operationBinding: { userId: "somebody-else" } });
      const messages = [
        ...Array.from({ length: 10 }, (_, index) => to(address, `a-${index}`)),
        odd,
        ...Array.from({ length: 10 }, (_, index) => to(address, `b-${index}`)),
      ];
      const results = await Promise.allSettled(messages.map((message) => broker.publish(message)));
      const refused = results.flatMap((result, index) =>
        result.status === "rejected" ? [[messages[index]?.messageId, result.reason]] : [],
      );
      assert.equal(refused.length, 1, String(refused));
      const [[id, reason] = []] = refused;
      assert.equal(id, "odd");
      assert.ok(reason instanceof InvalidMessage && /user_id property/.test(reason.message), String(reason));
      await broker.publish(to(address, "after"));
      const stored = new Set((await rabbitDrain(rabbitmq, address)).map(({ body }) => body.toString()));
      assert.deepEqual(
        stored,
        new Set([...messages.filter((message) => message !== odd).map(({ messageId }) => messageId ?? ""), "after"]),
      );
    } finally {
      await broker.close();
    }
  });

  for (const header of ["CC", "BCC", "x-death", "x-delivery-count"])
    test(`the header ${header} is an order to the server, and refused as data`, async () => {
      const broker = makeBroker();
      await broker.connect();
      try {
        await assert.rejects(broker.publish(to(await queue(), "1", { headers: new Map([[header, ["elsewhere"]]]) })), InvalidMessage);
      } finally {
        await broker.close();
      }
    });

  test("an address that is not there is told apart from a server that is away", async () => {
    const broker = makeBroker();
    await broker.connect();
    try {
      await assert.rejects(broker.publish(to(uniqueName("nowhere"), "1")), UnroutableError);
      const channelBinding = { is: "routingKey", exchange: { name: uniqueName("no-exchange") } };
      await assert.rejects(broker.publish(to("key", "1", { channelBinding })), UnroutableError);
    } finally {
      await broker.close();
    }
  });
});
