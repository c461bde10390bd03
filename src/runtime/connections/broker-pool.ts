import type { Broker, BrokerConnection } from "../brokers/broker.ts";
import type { Clock } from "../ground/clock.ts";
import { sleep } from "../ground/clock.ts";
import { ConnectionError, FatalError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { Readiness } from "../health/readiness.ts";
import type { RegistryConnection } from "../registry/index.ts";
import { SchemaRegistry } from "../registry/index.ts";
import { backOff, retryOf } from "../subscription/back-off.ts";
import type { BrokerProtocol } from "./open-broker.ts";
import type { Platform } from "./platform.ts";

interface Pooled {
  readonly connection: BrokerConnection;
  readonly registry: SchemaRegistry | undefined;
  readonly protocol: BrokerProtocol;
  broker?: Broker;
  opening?: Promise<Broker>;
}

/** The brokers of one contract, one per server, connected when first needed and closed together. */
export class BrokerPool {
  readonly #platform: Platform;
  readonly #log: Logger;
  readonly #pooled = new Map<string, Pooled>();
  #closed = false;

  constructor(platform: Platform, log: Logger) {
    this.#platform = platform;
    this.#log = log;
  }

  add(protocol: BrokerProtocol, connection: BrokerConnection, registry?: RegistryConnection): void {
    if (this.#pooled.has(connection.server)) return;
    this.#pooled.set(connection.server, {
      protocol,
      connection,
      registry: registry === undefined ? undefined : new SchemaRegistry(registry),
    });
  }

  /** What all subscriptions and publishers of a server know of its schemas. */
  registry(server: string): SchemaRegistry | undefined {
    return this.#pooled.get(server)?.registry;
  }

  get connections(): readonly BrokerConnection[] {
    return [...this.#pooled.values()].map(({ connection }) => connection);
  }

  get open(): readonly Broker[] {
    return [...this.#pooled.values()].flatMap(({ broker }) => broker ?? []);
  }

  /** Connected. Concurrent callers share one attempt; a failed one is forgotten, so that the next caller tries again. */
  connected(server: string): Promise<Broker> {
    const pooled = this.#pooled.get(server);
    if (pooled === undefined) return Promise.reject(new FatalError(`no server "${server}"`));
    if (this.#closed) return Promise.reject(new ConnectionError(`the connection to "${server}" is closed: the process is shutting down`));
    pooled.opening ??= this.#connect(pooled).catch((error: unknown) => {
      delete pooled.opening;
      throw error;
    });
    return pooled.opening;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      this.open.map((broker) =>
        broker
          .close()
          .catch((error: unknown) => this.#log.warn({ error }, `closing the ${broker.protocol} connection failed: ${sentence(error)}`)),
      ),
    );
  }

  async #connect(pooled: Pooled): Promise<Broker> {
    pooled.broker ??= await this.#platform.openBroker(pooled.protocol, pooled.connection);
    await pooled.broker.connect();
    return pooled.broker;
  }
}

export interface PersistOptions {
  readonly clock: Clock;
  readonly readiness: Readiness;
  /** What readiness calls it. */
  readonly part: string;
  readonly log: Logger;
  readonly stop: AbortSignal;
}

/** Tries until it works, with back-off, as long as the reason is that something is not there yet; any other error is thrown. */
export async function persist<T>(attempt: () => Promise<T>, { clock, readiness, part, log, stop }: PersistOptions): Promise<T | undefined> {
  for (let failures = 1; !stop.aborted; failures += 1) {
    try {
      const result = await attempt();
      readiness.set(part, undefined);
      return result;
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      const delay = backOff(failures, retryOf());
      readiness.set(part, sentence(error));
      log.warn({}, `${part}: ${sentence(error)}; next attempt in ${delay} ms`);
      await sleep(clock, delay, stop);
    }
  }
  return undefined;
}
