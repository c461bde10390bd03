import type { LogEntry, logLevel } from "kafkajs";
import type { Logger } from "../../ground/log.ts";
import { withoutSecret } from "../../ground/secrets.ts";
import type { BrokerConnection } from "../broker.ts";

/** What may leave kafkajs's log: never a payload, never an option. */
const fields = ["groupId", "memberId", "topic", "partition", "broker", "nodeId", "error", "retryCount", "retryTime", "apiName"];

/** kafkajs's number for ERROR, WARN, INFO, DEBUG → ours. Its errors are mostly steps of a recovery, which it repeats; what ends a subscription comes to us as an event. */
const levels: { readonly [level: number]: keyof Logger } = { 1: "warn", 2: "warn", 4: "debug" };

/** Milliseconds in which the same sentence is told once: kafkajs repeats itself with every attempt, and so does the client after it. */
const silence = 60_000;

/**
 * kafkajs's log as ours; what it repeats within a minute goes to debug. `watch` sees each entry first, and what it throws goes through to
 * kafkajs's caller: the only place where an offset that is out of range can be stopped before kafkajs overwrites it.
 */
export function logCreator(
  connection: Pick<BrokerConnection, "log" | "username" | "password" | "client">,
  watch: (entry: LogEntry) => void = () => {},
): (level: logLevel) => (entry: LogEntry) => void {
  const hidden = withoutSecret(connection);
  const repeats = repeatsOf(connection);
  return () => (entry) => {
    watch(entry);
    const level = levels[entry.level];
    if (level === undefined) return;
    const kept = fields.flatMap((name) => (entry.log[name] === undefined ? [] : [[name, entry.log[name]]]));
    const told = kept.map(([name, value]) => [name, typeof value === "string" ? hidden(value) : value]);
    const message = hidden(`kafkajs ${entry.namespace}: ${entry.log.message}`);
    connection.log[level === "warn" && repeats.has(message, entry.log) ? "debug" : level](Object.fromEntries(told), message);
  };
}

/** Where something happened, not how often. */
const places = ["groupId", "topic", "partition", "broker", "nodeId"];

class Repeats {
  readonly #since = new Map<string, number>();

  /** Whether it was told within the last minute; remembers it as told where not. */
  has(message: string, log: LogEntry["log"]): boolean {
    const key = JSON.stringify([message, ...places.map((name) => log[name])]);
    const now = performance.now();
    if (now - (this.#since.get(key) ?? Number.NEGATIVE_INFINITY) < silence) return true;
    if (this.#since.size >= 1_000) this.#since.clear();
    this.#since.set(key, now);
    return false;
  }
}

/** One for all clients of a server: each attempt to connect has a client of its own. */
const repeatsOfConnections = new WeakMap<object, Repeats>();

function repeatsOf(connection: object): Repeats {
  const repeats = repeatsOfConnections.get(connection) ?? new Repeats();
  repeatsOfConnections.set(connection, repeats);
  return repeats;
}
