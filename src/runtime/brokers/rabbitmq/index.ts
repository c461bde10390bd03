/** The entry `boost-gen/rabbitmq`. amqplib is loaded by the first connection. */
import type { Broker, BrokerConnection } from "../broker.ts";
import { RabbitmqBroker, rabbitmqCapabilities } from "./rabbitmq-broker.ts";

export { rabbitmqCapabilities };

/** What holds for queues that say nothing else. */
export interface RabbitmqDefaults {
  /** For subscriptions that do not say. Default `quorum`, which counts how often a message was delivered. */
  readonly queueType?: "quorum" | "classic";
}

/** A broker that connects when it is told to, and reconnects until it is closed. */
export function createRabbitmqBroker(connection: BrokerConnection, { queueType = "quorum" }: RabbitmqDefaults = {}): Broker {
  return new RabbitmqBroker(connection, queueType);
}
