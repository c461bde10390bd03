import type { Bindings, ChannelDefinition } from "../ground/contract.ts";

/** Ends the default names of dead-letter addresses. */
export const deadLetterSuffix = "-dlq";

/** The channel's address on a broker: what a binding names (Kafka topic, AMQP queue) before what the document calls it. */
export function channelAddress(channel: ChannelDefinition, protocol: string): string | null {
  const { binding, address } = channel;
  if (protocol === "kafka") return textOf(binding?.["topic"]) ?? address;
  if (protocol === "amqp" && binding?.["is"] === "queue") return textOf((binding["queue"] as Bindings | undefined)?.["name"]) ?? address;
  return address;
}

/** Own queue, bound to a named exchange: nobody else reads it. */
export function ownsQueue(channel: ChannelDefinition): boolean {
  const { binding } = channel;
  return binding?.["is"] === "routingKey" && textOf((binding["exchange"] as Bindings | undefined)?.["name"]) !== undefined;
}

/** A queue of ours is fed by matching words of the routing key, so it can be bound to addresses that nobody lists. */
export function bindsByWords(channel: ChannelDefinition): boolean {
  const type = textOf((channel.binding?.["exchange"] as Bindings | undefined)?.["type"]) ?? "topic";
  return ownsQueue(channel) && (type === "topic" || type === "default");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A binding that is a schema (`groupId`, `clientId`): what it allows, and what it means when nobody chooses. */
export function schemaBinding(value: unknown): { readonly allowed: readonly string[]; readonly chosen: string | undefined } {
  if (typeof value === "string") return { allowed: [value], chosen: value };
  if (typeof value !== "object" || value === null) return { allowed: [], chosen: undefined };
  const { const: fixed, enum: several, default: preset } = value as { readonly [key: string]: unknown };
  const allowed = typeof fixed === "string" ? [fixed] : Array.isArray(several) ? several.filter((item) => typeof item === "string") : [];
  return { allowed, chosen: allowed.length === 1 ? allowed[0] : textOf(preset) };
}
