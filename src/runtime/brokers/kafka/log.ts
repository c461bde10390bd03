import type { LogEntry, logLevel } from "kafkajs";
import type { Logger } from "../../ground/log.ts";
import { withoutSecret } from "../../ground/secrets.ts";
import type { BrokerConnection } from "../broker.ts";

/** What may leave kafkajs's log: never a payload, never an option. */
const fields = ["groupId", "memberId", "topic", "partition", "broker", "nodeId", "error", "retryCount", "retryTime", "apiName"];

/** kafkajs's number for ERROR, WARN, INFO, DEBUG → ours. Its errors are mostly steps of a recovery, which it repeats; what ends a subscription comes to us as an event. */
const levels: { readonly [level: number]: keyof Logger } = { 1: "warn", 2: "warn", 4: "debug" };

/**
 * kafkajs's log as ours. `watch` sees each entry first, and what it throws goes through to kafkajs's caller: the only place where an
 * offset that is out of range can be stopped before kafkajs overwrites it.
 */
export function logCreator(
  connection: Pick<BrokerConnection, "log" | "username" | "password" | "client">,
  watch: (entry: LogEntry) => void = () => {},
): (level: logLevel) => (entry: LogEntry) => void {
  const hidden = withoutSecret(connection);
  return () => (entry) => {
    watch(entry);
    const level = levels[entry.level];
    if (level === undefined) return;
    const kept = fields.flatMap((name) => (entry.log[name] === undefined ? [] : [[name, entry.log[name]]]));
    const told = kept.map(([name, value]) => [name, typeof value === "string" ? hidden(value) : value]);
    connection.log[level](Object.fromEntries(told), hidden(`kafkajs ${entry.namespace}: ${entry.log.message}`));
  };
}
