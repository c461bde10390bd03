import { Problems, type ProcessConfiguration } from "../config/environment.ts";
import { isBare, registryOf, registryPrefix } from "../config/registry.ts";
import { chosenServers, connectionOf, serverOf } from "../config/server.ts";
import type { SubscriberOptions } from "../config/subscriber-options.ts";
import type { Environment } from "../config/variables.ts";
import type { ChannelDefinition, ContractDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConfigurationError } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { BrokerOf } from "../publish/publish.ts";
import type { BrokerPool } from "./broker-pool.ts";

export interface PublisherBrokersInput {
  readonly app: string;
  readonly contract: ContractDefinition;
  readonly options: Pick<SubscriberOptions, "server" | "brokers">;
  readonly pool: BrokerPool;
  readonly around: { readonly process: ProcessConfiguration; readonly environment: Environment; readonly log: Logger };
}

/** Finds the server of a channel that is published to, and its connection in the pool. @throws ConfigurationError, on use */
export function publisherBrokers({ app, contract, options, pool, around }: PublisherBrokersInput): BrokerOf {
  const known = new Map<ChannelDefinition, Known>();
  const find = (channel: ChannelDefinition): Known => {
    const problems = new Problems();
    const server = serverOf(contract, channel, chosenServers(contract, options, around.process), problems);
    let bare = false;
    if (server !== undefined && server.protocol !== "other") {
      const own = options.brokers?.[server.key] ?? {};
      const { environment, log } = around;
      const connection = connectionOf({ app, server, options: own, environment, log }, problems);
      const registry = registryOf({ server, connection, options: own, environment }, problems);
      if (problems.list.length === 0) pool.add(server.protocol, connection, registry);
      bare = isBare(server, connection, registry);
    }
    if (server === undefined || problems.list.length > 0) throw new ConfigurationError(problems.list);
    const found = { server, isBare: bare };
    known.set(channel, found);
    return found;
  };
  return ({ channel }) => {
    const { server, isBare: bare } = known.get(channel) ?? find(channel);
    return {
      protocol: server.protocol,
      connected: () => pool.connected(server.key),
      schemas: { server, registry: pool.registry(server.key), isBare: bare, variable: `${registryPrefix(server)}URL` },
    };
  };
}

interface Known {
  readonly server: ServerDefinition;
  readonly isBare: boolean;
}
