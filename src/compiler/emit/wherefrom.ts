import type { Operation, Server } from "../model/index.ts";

/** Names of the protocols that we speak, as their makers write them. */
const brokerNames = { kafka: "Kafka", amqp: "RabbitMQ", redis: "Redis", other: "" } as const;

/** `` `orders.v1` (Kafka) ``; `all`: the contract's servers, where a channel names none. */
export function wherefrom({ channel }: Operation, all: readonly Server[]): string {
  const servers = channel.servers.length > 0 ? channel.servers : all;
  const brokers = [...new Set(servers.map(({ protocol }) => brokerNames[protocol]))].filter((name) => name !== "");
  return `\`${channel.address ?? channel.key}\`${brokers.length === 0 ? "" : ` (${brokers.join(", ")})`}`;
}
