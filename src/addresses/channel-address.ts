/** Where a channel is on its broker. Compiler and runtime ask here, so that what is generated, read, published and looked for is one address. */

type Binding = { readonly [key: string]: unknown };

/** What an address is decided from. `binding`: that of the protocol that is asked for, as the document writes it. */
export interface Addressed {
  /** As the document writes it; `null` is "unknown until run time". */
  readonly address: string | null;
  readonly binding?: Binding;
}

/** Ends the default names of dead-letter addresses. */
export const deadLetterSuffix = "-dlq";

/**
 * What a binding names (Kafka topic, queue, Redis channel) before what the document calls it. On RabbitMQ's default exchange a queue's
 * name is its routing key, so there a queue that is named is the address, whatever `is` says; on a named exchange the address is the key.
 */
export function channelAddress({ address, binding }: Addressed, protocol: string): string | null {
  switch (protocol) {
    case "kafka":
      return textAt(binding, "topic") ?? address;
    case "amqp":
      return ownsQueue({ binding }) ? address : (textAt(binding, "queue", "name") ?? address);
    case "redis":
      return textAt(binding, "channel") ?? address;
    default:
      return address;
  }
}

/** The field of a binding that `channelAddress` took the address from; `undefined`: it is the document's. */
export function addressField(channel: Addressed, protocol: string): string | undefined {
  if (channelAddress({ ...channel, address: null }, protocol) === null) return undefined;
  return protocol === "kafka" ? "topic" : protocol === "amqp" ? "queue.name" : "channel";
}

/** Own queue, bound to a named exchange: nobody else reads it. */
export function ownsQueue({ binding }: { readonly binding?: Binding | undefined }): boolean {
  return binding?.["is"] !== "queue" && textAt(binding, "exchange", "name") !== undefined;
}

/** A queue of ours is fed by matching words of the routing key, so it can be bound to addresses that nobody lists. */
export function bindsByWords(channel: { readonly binding?: Binding | undefined }): boolean {
  const type = textAt(channel.binding, "exchange", "type") ?? "topic";
  return ownsQueue(channel) && (type === "topic" || type === "default");
}

/** A binding that is a schema (`groupId`, `clientId`): what it allows, and what it means when nobody chooses. */
export function schemaBinding(value: unknown): { readonly allowed: readonly string[]; readonly chosen: string | undefined } {
  if (typeof value === "string") return { allowed: [value], chosen: value };
  if (typeof value !== "object" || value === null) return { allowed: [], chosen: undefined };
  const { const: fixed, enum: several, default: preset } = value as Binding;
  const allowed = typeof fixed === "string" ? [fixed] : Array.isArray(several) ? several.filter((item) => typeof item === "string") : [];
  return { allowed, chosen: allowed.length === 1 ? allowed[0] : filled(preset) };
}

function textAt(binding: Binding | undefined, ...path: readonly string[]): string | undefined {
  let at: unknown = binding;
  for (const key of path) at = typeof at === "object" && at !== null && Object.hasOwn(at, key) ? (at as Binding)[key] : undefined;
  return filled(at);
}

function filled(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
