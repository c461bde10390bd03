/** The entry `boost-gen/kafka`. kafkajs is loaded by the first connection. */
import type { Broker, BrokerConnection } from "../broker.ts";
import { KafkaBroker, kafkaCapabilities } from "./kafka-broker.ts";

export { kafkaCapabilities };

/** A broker that connects when it is told to. */
export function createKafkaBroker(connection: BrokerConnection): Broker {
  return new KafkaBroker(connection);
}
