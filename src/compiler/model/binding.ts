import type { JsonValue } from "./schema.ts";

/** A validated binding of a protocol that we use (kafka, amqp, redis), as JSON; schemas in it (groupId, clientId, key) are reduced to const, enum or default. */
export interface BindingValue {
  readonly kind: "binding";
  readonly protocol: "kafka" | "amqp" | "redis";
  readonly value: { readonly [key: string]: JsonValue };
}
