import type { JsonValue } from "./schema.ts";

/**
 * What the bindings of the protocols that we use say, as JSON; schemas in it (groupId, clientId) are reduced to const, enum or default. Those of
 * several brokers are one object, since no two of them have a field in common.
 */
export interface BindingValue {
  readonly kind: "binding";
  readonly protocols: readonly ("kafka" | "amqp" | "redis")[];
  readonly value: { readonly [key: string]: JsonValue };
}
