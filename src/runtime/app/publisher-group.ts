import { Problems } from "../config/environment.ts";
import { chosenServers, connectionOf, serverOf } from "../config/server.ts";
import type { SubscriberOptions } from "../config/subscriber-options.ts";
import type { ChannelDefinition, ContractDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConfigurationError } from "../ground/errors.ts";
import type { BrokerOf } from "../publish/publish.ts";
import type { BrokerPool } from "./broker-pool.ts";
import type { GroupEnvironment } from "./group-environment.ts";

export interface PublisherBrokersInput {
  readonly app: string;
  readonly contract: ContractDefinition;
  readonly options: Pick<SubscriberOptions, "server" | "brokers">;
  readonly pool: BrokerPool;
  readonly around: Pick<GroupEnvironment, "process" | "environment" | "log">;
}

/** Finds the server of a channel that is published to, and its connection in the pool. @throws ConfigurationError, on use */
export function publisherBrokers({ app, contract, options, pool, around }: PublisherBrokersInput): BrokerOf {
  const known = new Map<ChannelDefinition, ServerDefinition>();
  const find = (channel: ChannelDefinition): ServerDefinition => {
    const problems = new Problems();
    const server = serverOf(contract, channel, chosenServers(contract, options, around.process), problems);
    if (server !== undefined && server.protocol !== "other") {
      const connection = connectionOf(
        { app, server, options: options.brokers?.[server.key] ?? {}, environment: around.environment, log: around.log },
        problems,
      );
      if (problems.list.length === 0) pool.add(server.protocol, connection);
    }
    if (server === undefined || problems.list.length > 0) throw new ConfigurationError(problems.list);
    known.set(channel, server);
    return server;
  };
  return ({ channel }) => {
    const server = known.get(channel) ?? find(channel);
    return { protocol: server.protocol, connected: () => pool.connected(server.key) };
  };
}

/** Tells of every channel of the contract that cannot be published to. */
export function publisherProblems(input: PublisherBrokersInput, problems: Problems): void {
  const find = publisherBrokers(input);
  for (const { operation } of Object.values(input.contract.publishers)) {
    try {
      find({ channel: operation.channel, operation });
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const problem of error.problems) if (!problems.list.includes(problem)) problems.add(problem);
    }
  }
}
