import { connect } from "amqplib";
import { createRabbitmqBroker } from "../../../src/runtime/brokers/rabbitmq/index.ts";
import { brokerConformance } from "../../../src/testing/conformance/index.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";
import { testLog } from "../kafka/connection.ts";
import { promisesColumn } from "../promises-column.ts";

await describeWithServices(["rabbitmq"], "G13: RabbitMQ", ({ rabbitmq }) => {
  const url = new URL(rabbitmq.address);
  const connection = (address: string) => ({
    server: "rabbitmq",
    url: address,
    username: url.username,
    password: url.password,
    clientId: "boost-gen-tests",
    log: testLog,
  });
  for (const queueType of ["quorum", "classic"] as const) {
    const makeBroker = () => createRabbitmqBroker(connection(`amqp://${url.host}${url.pathname}`), { queueType });
    const { capabilities } = makeBroker();
    const outcomes = brokerConformance(`rabbitmq with ${queueType} queues`, {
      capabilities,
      makeBroker,
      async createAddress() {
        const queue = uniqueName("conformance");
        const client = await connect(rabbitmq.address);
        const channel = await client.createChannel();
        await channel.assertQueue(queue, { durable: true, arguments: { "x-queue-type": queueType } });
        await client.close();
        return queue;
      },
      brokenAddress: async () => uniqueName("missing"),
      missingAddress: uniqueName("missing"),
      plan: { options: { amqp: { prefetch: 500 } } },
      makeUnreachable: () => createRabbitmqBroker(connection("amqp://127.0.0.1:9")),
    });
    promisesColumn(`RabbitMQ ${queueType}`, outcomes);
  }
});
