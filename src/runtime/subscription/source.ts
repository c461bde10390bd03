import { ownsQueue } from "../../addresses/channel-address.ts";
import type { SubscriptionPlan } from "../brokers/broker.ts";

/** Whether what is sent to an address comes to the subscription itself. On an exchange of RabbitMQ the addresses are routing keys and the queue is the group's. */
export function isOwnSource(
  { channel, addresses, patterns = [], group }: Pick<SubscriptionPlan, "channel" | "addresses" | "patterns" | "group">,
  protocol: string,
  address: string,
): boolean {
  if (protocol === "amqp" && ownsQueue(channel)) return address === group;
  return addresses.includes(address) || patterns.some(({ matches }) => matches(address));
}
