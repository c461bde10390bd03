import { addressesOf, addressOn, type Operation, type Server, serversOf } from "../model/index.ts";

/** Names of the protocols that we speak, as their makers write them. */
const brokerNames = { kafka: "Kafka", amqp: "RabbitMQ", redis: "Redis" } as const;

/** `` `orders.v1` (Kafka) ``: what is read or written, broker by broker where they differ; `all`: the contract's servers, where a channel names none. */
export function wherefrom({ channel }: Operation, all: readonly Server[]): string {
  const servers = serversOf(channel, { servers: all });
  const brokers = new Map<string, string[]>();
  for (const protocol of new Set(servers.map((server) => server.protocol))) {
    if (protocol === "other") continue;
    const address = addressOn(protocol, channel) ?? channel.key;
    brokers.set(address, [...(brokers.get(address) ?? []), brokerNames[protocol]]);
  }
  // No server of ours: a binding still says for which broker the document was written.
  if (brokers.size === 0)
    for (const address of addressesOf(channel, channel.binding?.protocols ?? [])) brokers.set(address ?? channel.key, []);
  return [...brokers].map(([address, names]) => `\`${address}\`${names.length === 0 ? "" : ` (${names.join(", ")})`}`).join(" or ");
}
