/** What a tool shares with an application: the same configuration, the same plan, the same brokers; nothing is consumed. */

import type { BrokerConnection } from "../brokers/broker.ts";
import { Problems, type ProcessConfiguration, processConfiguration } from "../config/environment.ts";
import { registryOf } from "../config/registry.ts";
import { chosenServers, connectionOf, serverOf } from "../config/server.ts";
import type { SubscriberOptions } from "../config/subscriber-options.ts";
import type { Environment } from "../config/variables.ts";
import { BrokerPool } from "../connections/broker-pool.ts";
import { realPlatform } from "../connections/platform.ts";
import { publisherBrokers } from "../connections/publisher-brokers.ts";
import type { ChannelDefinition, ContractDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConfigurationError } from "../ground/errors.ts";
import { jsonLogger, type Logger } from "../ground/log.ts";
import type { BrokerOf } from "../publish/publish.ts";
import type { RegistryConnection } from "../registry/index.ts";
import { type PlannedSubscription, planSubscriptions } from "../subscription/plan-subscriptions.ts";
import type { DataConverter } from "../workflows/worker-host.ts";

/** What every tool needs to know of a service. */
export interface ToolOptions {
  /** The `contract` export of `generated/index.ts`. */
  readonly contract: ContractDefinition;
  /** Name of the application, as in `new BoostApp(name)`: default groups and queues begin with it. */
  readonly app: string;
  /** As given to `addSubscribers`. */
  readonly options?: SubscriberOptions;
  /** As in `new BoostApp(name, { temporal: { dataConverter } })`; TEMPORAL_DATA_CONVERTER wins. */
  readonly dataConverter?: DataConverter;
  /** Default: the process's. */
  readonly environment?: Environment;
  /** Default: nothing is logged. */
  readonly log?: Logger;
}

export class Session {
  readonly app: string;
  readonly contract: ContractDefinition;
  readonly environment: Environment;
  readonly log: Logger;
  readonly dataConverter: DataConverter | undefined;
  readonly brokerOf: BrokerOf;
  readonly #options: SubscriberOptions;
  readonly #process: ProcessConfiguration;
  readonly #pool: BrokerPool;

  /** @throws ConfigurationError */
  constructor({ contract, app, options = {}, dataConverter, environment = process.env, log = jsonLogger(() => {}) }: ToolOptions) {
    this.app = app;
    this.contract = contract;
    this.environment = environment;
    this.log = log;
    this.dataConverter = dataConverter;
    this.#options = options;
    this.#process = free((problems) => processConfiguration(environment, problems));
    this.#pool = new BrokerPool(realPlatform, log);
    this.brokerOf = publisherBrokers({ app, contract, options, pool: this.#pool, around: { process: this.#process, environment, log } });
  }

  /** @throws ConfigurationError */
  get subscriptions(): readonly PlannedSubscription[] {
    const { app, contract, environment, log } = this;
    return free((problems) =>
      planSubscriptions({ app, subscriber: app, contract, options: this.#options, process: this.#process, environment, log }, problems),
    );
  }

  /** Those that any channel of an operation is on. @throws ConfigurationError */
  get servers(): readonly ServerDefinition[] {
    return [...new Set(this.contract.operations.map(({ channel }) => this.serverOf(channel)))];
  }

  /** @throws ConfigurationError */
  serverOf(channel: ChannelDefinition): ServerDefinition {
    const { contract } = this;
    const server = free((problems) => serverOf(contract, channel, chosenServers(contract, this.#options, this.#process), problems));
    // A server that is not found is a problem, so there is one here.
    return server as ServerDefinition;
  }

  /** @throws ConfigurationError */
  connection(server: ServerDefinition): BrokerConnection {
    const { app, environment, log } = this;
    return free((problems) =>
      connectionOf({ app, server, options: this.#options.brokers?.[server.key] ?? {}, environment, log }, problems),
    );
  }

  /** `undefined`: none is named. @throws ConfigurationError */
  registry(server: ServerDefinition): RegistryConnection | undefined {
    const { environment } = this;
    const connection = this.connection(server);
    return free((problems) =>
      registryOf({ server, connection, options: this.#options.brokers?.[server.key] ?? {}, environment }, problems),
    );
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** @throws ConfigurationError with all problems at once */
function free<T>(read: (problems: Problems) => T): T {
  const problems = new Problems();
  const result = read(problems);
  if (problems.list.length > 0) throw new ConfigurationError(problems.list);
  return result;
}
