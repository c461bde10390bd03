import type { Contract, Operation } from "../model/index.ts";

/** Names of the protocols that we speak, as their makers write them. */
const brokerNames = { kafka: "Kafka", amqp: "RabbitMQ", redis: "Redis", other: "" } as const;

/** `` `orders.v1` (Kafka) `` */
export function wherefrom({ channel }: Operation, contract: Contract): string {
  const servers = channel.servers.length > 0 ? channel.servers : contract.servers;
  const brokers = [...new Set(servers.map(({ protocol }) => brokerNames[protocol]))].filter((name) => name !== "");
  return `\`${channel.address ?? channel.key}\`${brokers.length === 0 ? "" : ` (${brokers.join(", ")})`}`;
}
