/** The entry `boost-gen/redis`. ioredis is loaded by the first connection. */
import type { Broker, BrokerConnection } from "../broker.ts";
import { RedisBroker, type RedisKind, redisCapabilities, redisPubSubCapabilities } from "./redis-broker.ts";

export { redisCapabilities, redisPubSubCapabilities };

/** What holds for channels that say nothing else. */
export interface RedisDefaults {
  /** For subscriptions and messages that do not say. Default `stream`. */
  readonly kind?: RedisKind;
}

/** A broker that connects when it is told to, and reconnects until it is closed. */
export function createRedisBroker(connection: BrokerConnection, { kind = "stream" }: RedisDefaults = {}): Broker {
  return new RedisBroker(connection, kind);
}
