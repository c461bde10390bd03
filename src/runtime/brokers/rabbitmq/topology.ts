import type { Channel } from "amqplib";
import { ownsQueue } from "../../addresses/channel-address.ts";
import type { Bindings } from "../../contract.ts";
import type { Outgoing, SubscriptionPlan } from "../broker.ts";

export interface Queue {
  readonly name: string;
  /** Set where the queue is ours and bound to somebody else's exchange. */
  readonly boundTo: { readonly exchange: string; readonly type: string; readonly keys: readonly string[] } | undefined;
}

export type QueueType = "quorum" | "classic";

/** Address without a binding and `is: queue`: the queue itself. `is: routingKey` on a named exchange: a queue named after the group, bound by the addresses. */
export function queuesOf(plan: SubscriptionPlan): readonly Queue[] {
  const exchange = exchangeOf(plan.channel.binding);
  if (!ownsQueue(plan.channel) || exchange === undefined) return plan.addresses.map((name) => ({ name, boundTo: undefined }));
  return [{ name: plan.group, boundTo: { ...exchange, keys: plan.addresses } }];
}

/** Where a message goes: the channel's exchange by the address as routing key, else the default exchange, which leads to the queue of that name. */
export function routeOf({ address, channelBinding }: Outgoing): { readonly exchange: string; readonly routingKey: string } {
  const exchange = channelBinding?.["is"] === "queue" ? undefined : exchangeOf(channelBinding);
  return { exchange: exchange?.name ?? "", routingKey: address };
}

function exchangeOf(binding: Bindings | undefined): { readonly name: string; readonly exchange: string; readonly type: string } | undefined {
  const exchange = binding?.["exchange"] as Bindings | undefined;
  const name = exchange?.["name"];
  if (typeof name !== "string" || name === "") return undefined;
  const type = exchange?.["type"];
  return { name, exchange: name, type: typeof type === "string" && type !== "default" ? type : "topic" };
}

/**
 * `check` (default): it has to be there. `create`: made when absent; present with other properties is an error of the server's, never a redeclare.
 * `none`: not looked at.
 */
export async function prepareQueue(channel: Channel, queue: Queue, plan: SubscriptionPlan, defaultType: QueueType): Promise<void> {
  const { declare = "check", queueType = defaultType, arguments: given = {} } = plan.options.amqp ?? {};
  if (declare === "none") return;
  if (declare === "check") {
    await channel.checkQueue(queue.name);
    return;
  }
  const properties = (plan.channel.binding?.["queue"] ?? {}) as Bindings;
  const isOwn = queue.boundTo !== undefined;
  const single = plan.options.amqp?.singleActive === true ? { "x-single-active-consumer": true } : {};
  // Quorum queues are durable and shared by definition; the binding's words count for classic ones.
  const shape = queueType === "quorum" || isOwn ? { durable: true } : { durable: properties["durable"] !== false, exclusive: properties["exclusive"] === true, autoDelete: properties["autoDelete"] === true };
  await channel.assertQueue(queue.name, { ...shape, arguments: { "x-queue-type": queueType, ...single, ...given } });
  if (queue.boundTo === undefined) return;
  const { exchange, type, keys } = queue.boundTo;
  const declared = (plan.channel.binding?.["exchange"] ?? {}) as Bindings;
  await channel.assertExchange(exchange, type, { durable: declared["durable"] !== false, autoDelete: declared["autoDelete"] === true });
  for (const key of keys) await channel.bindQueue(queue.name, exchange, key);
}

/** Dead letters go to a classic queue: looking into a quorum queue counts as delivery and would use up its limit. */
export async function prepareDeadLetters(channel: Channel, name: string, plan: SubscriptionPlan): Promise<void> {
  const { declare = "check" } = plan.options.amqp ?? {};
  if (declare === "check") await channel.checkQueue(name);
  if (declare === "create") await channel.assertQueue(name, { durable: true, arguments: { "x-queue-type": "classic" } });
}
