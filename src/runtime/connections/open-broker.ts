/** Loads a broker's client only when a server of its kind is used, so that a project installs one client, not three. */
import type { Broker, BrokerConnection } from "../brokers/broker.ts";
import { assertNever } from "../ground/assert-never.ts";
import { missingPackage } from "../ground/missing-package.ts";

export type BrokerProtocol = "kafka" | "amqp" | "redis";

const packages: { readonly [protocol in BrokerProtocol]: string } = { kafka: "kafkajs", amqp: "amqplib", redis: "ioredis" };

/** Makes a broker; does not connect. @throws ConfigurationError that names the `npm i` to run when the client is not installed. */
export async function openBroker(protocol: BrokerProtocol, connection: BrokerConnection): Promise<Broker> {
  if (connection.url.startsWith("memory://")) return (await import("../brokers/memory/index.ts")).createMemoryBroker(connection, protocol);
  try {
    switch (protocol) {
      case "kafka":
        return (await import("../brokers/kafka/index.ts")).createKafkaBroker(connection);
      case "amqp":
        return (await import("../brokers/rabbitmq/index.ts")).createRabbitmqBroker(connection);
      case "redis":
        return (await import("../brokers/redis/index.ts")).createRedisBroker(connection);
      default:
        return assertNever(protocol);
    }
  } catch (error) {
    throw missingPackage(error, packages[protocol], `the server "${connection.server}"`) ?? error;
  }
}
