import { type Services, uniqueName } from "../services/index.ts";
import type { AppFlowOptions } from "./app-flow.ts";

export type Brokers = Pick<Services, "kafka" | "rabbitmq" | "redis">;

export const protocols = ["kafka", "amqp", "redis"] as const;

function serviceOf(brokers: Brokers, protocol: AppFlowOptions["protocol"]): Brokers[keyof Brokers] {
  return brokers[protocol === "amqp" ? "rabbitmq" : protocol];
}

/** Where a test of its own publishes to and reads from; on Kafka with its dead letters, which nobody makes there. */
export async function place(
  brokers: Brokers,
  protocol: AppFlowOptions["protocol"],
  { partitions = 2, config = {} }: { readonly partitions?: number; readonly config?: { readonly [name: string]: string } } = {},
): Promise<Pick<AppFlowOptions, "protocol" | "url" | "address">> {
  const address = uniqueName("fault");
  if (protocol === "kafka") for (const topic of [address, `${address}-dead`]) await brokers.kafka.createTopic(topic, partitions, config);
  return { protocol, address, url: serviceOf(brokers, protocol).address };
}
