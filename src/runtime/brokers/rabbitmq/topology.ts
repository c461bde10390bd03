import type { Channel } from "amqplib";
import { ownsQueue } from "../../../addresses/channel-address.ts";
import { consumeDefaults } from "../../../options/options.generated.ts";
import { bindingKey } from "../../addresses/pattern.ts";
import type { Bindings } from "../../ground/contract.ts";
import { ConfigurationError } from "../../ground/errors.ts";
import type { Outgoing, SubscriptionPlan } from "../broker.ts";

export type QueueType = "quorum" | "classic";

export interface Queue {
  readonly name: string;
  /** Set where the queue is ours and bound to somebody else's exchange. */
  readonly boundTo: { readonly exchange: string; readonly type: string; readonly keys: readonly string[] } | undefined;
}

export interface Route {
  readonly exchange: string;
  readonly routingKey: string;
}

/** Runs `act` on a channel of its own: what the server refuses closes the channel that asked. */
export type OnChannel = <Result>(act: (channel: Channel) => Promise<Result>) => Promise<Result>;

/**
 * No binding and `is: queue`: the queue of that name. `is: routingKey` on a named exchange: a queue named after the group, bound by
 * the addresses; on the default exchange the address is the queue.
 */
export function queuesOf(plan: SubscriptionPlan): readonly Queue[] {
  const exchange = exchangeOf(plan.channel.binding);
  if (!ownsQueue(plan.channel) || exchange === undefined) return plan.addresses.map((name) => ({ name, boundTo: undefined }));
  return [
    {
      name: plan.group,
      boundTo: { exchange: exchange.name, type: exchange.type, keys: [...plan.addresses, ...(plan.patterns ?? []).map(bindingKey)] },
    },
  ];
}

/** Where a message goes: the channel's exchange by the address as routing key, else the default exchange, which leads to the queue of that name. */
export function routeOf({ address, channelBinding }: Outgoing): Route {
  const exchange = channelBinding?.["is"] === "queue" ? undefined : exchangeOf(channelBinding);
  return { exchange: exchange?.name ?? "", routingKey: address };
}

export function exchangeOf(binding: Bindings | undefined): { readonly name: string; readonly type: string } | undefined {
  const exchange = binding?.["exchange"] as Bindings | undefined;
  const name = exchange?.["name"];
  if (typeof name !== "string" || name === "") return undefined;
  const type = exchange?.["type"];
  return { name, type: typeof type === "string" && type !== "default" ? type : "topic" };
}

/**
 * `check` (default): it has to be there. `create`: made when absent. What is there has to be what the document says of it; other
 * properties are an error of the server's that names both, never a redeclare. `none`: not looked at.
 * @throws what the server refuses
 */
export async function prepareQueue(onChannel: OnChannel, queue: Queue, plan: SubscriptionPlan, defaultType: QueueType): Promise<void> {
  const { declare = consumeDefaults.amqp.declare, queueType } = plan.options.amqp ?? {};
  if (declare === "none") return;
  const shape = shapeOf(queue, plan);
  if (await exists(onChannel, queue.name, declare)) await compare(onChannel, queue.name, shape, queueType);
  else await create(onChannel, queue.name, shape, queueType ?? (shape.onlyClassic ? "classic" : defaultType));
  const { boundTo } = queue;
  if (declare === "check" || boundTo === undefined) return;
  const exchange = (plan.channel.binding?.["exchange"] ?? {}) as Bindings;
  await onChannel(async (channel) => {
    const flags = { durable: exchange["durable"] !== false, autoDelete: exchange["autoDelete"] === true };
    await channel.assertExchange(boundTo.exchange, boundTo.type, flags);
    for (const key of boundTo.keys) await channel.bindQueue(queue.name, boundTo.exchange, key);
  });
}

/** Dead letters go to a classic queue: looking into a quorum queue counts as delivery and would use up its limit. */
export async function prepareDeadLetters(onChannel: OnChannel, name: string, plan: SubscriptionPlan): Promise<void> {
  const { declare = consumeDefaults.amqp.declare } = plan.options.amqp ?? {};
  if (declare === "check") await onChannel((channel) => channel.checkQueue(name));
  if (declare === "create")
    await onChannel((channel) => channel.assertQueue(name, { durable: true, arguments: { "x-queue-type": "classic" } }));
}

interface Shape {
  readonly flags: { readonly durable: boolean; readonly exclusive: boolean; readonly autoDelete: boolean };
  readonly arguments: { readonly [name: string]: string | number | boolean };
  /** Quorum queues are durable and shared. */
  readonly onlyClassic: boolean;
  /** The document says something of it. */
  readonly stated: boolean;
}

function shapeOf(queue: Queue, plan: SubscriptionPlan): Shape {
  const { queueType, arguments: given = {}, singleActive } = plan.options.amqp ?? {};
  const binding = queue.boundTo === undefined ? ((plan.channel.binding?.["queue"] ?? {}) as Bindings) : {};
  const flags = {
    durable: binding["durable"] !== false,
    exclusive: binding["exclusive"] === true,
    autoDelete: binding["autoDelete"] === true,
  };
  const named = ["durable", "exclusive", "autoDelete"].some((flag) => typeof binding[flag] === "boolean");
  return {
    flags,
    arguments: { ...(singleActive === true ? { "x-single-active-consumer": true } : {}), ...given },
    onlyClassic: !flags.durable || flags.exclusive || flags.autoDelete,
    stated: named || queueType !== undefined || singleActive === true || Object.keys(given).length > 0,
  };
}

async function exists(onChannel: OnChannel, name: string, declare: "check" | "create"): Promise<boolean> {
  try {
    await onChannel((channel) => channel.checkQueue(name));
    return true;
  } catch (error) {
    if (declare === "create" && error instanceof Error && /NOT[-_]FOUND/.test(error.message)) return false;
    throw error;
  }
}

async function create(onChannel: OnChannel, name: string, shape: Shape, type: QueueType): Promise<void> {
  if (type === "quorum" && shape.onlyClassic) {
    throw new ConfigurationError(
      `the queue "${name}" cannot be both \`queueType: quorum\` and exclusive, automatically deleted or not durable; write \`queueType: classic\`, or change its binding`,
    );
  }
  await onChannel(async (channel) => {
    const { version } = channel.connection.serverProperties;
    // From 4.0 on a quorum queue drops a message that came back twenty times; how often is enough is decided here.
    const unlimited = type === "quorum" && Number.parseInt(version, 10) >= 4 ? { "x-delivery-limit": -1 } : {};
    await channel.assertQueue(name, { ...shape.flags, arguments: { "x-queue-type": type, ...unlimited, ...shape.arguments } });
  });
}

/** The same words as the document's: of a queue that is there they change nothing. */
async function compare(onChannel: OnChannel, name: string, shape: Shape, queueType: QueueType | undefined): Promise<void> {
  if (!shape.stated) return;
  const type = queueType === undefined ? {} : { "x-queue-type": queueType };
  try {
    await onChannel((channel) => channel.assertQueue(name, { ...shape.flags, arguments: { ...type, ...shape.arguments } }));
  } catch (error) {
    // Arguments that the document does not speak of are the operator's, and so is the right to declare.
    const refused = error instanceof Error ? error.message : "";
    const argument = /inequivalent arg '([^']*)'/.exec(refused)?.[1];
    const own = argument !== undefined && (!argument.startsWith("x-") || argument in shape.arguments || argument in type);
    if (own || (argument === undefined && !/ACCESS[-_]REFUSED/.test(refused))) throw error;
  }
}
