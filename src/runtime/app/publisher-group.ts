import { Problems } from "../config/environment.ts";
import { isBare, registryOf, registryPrefix } from "../config/registry.ts";
import { chosenServers, connectionOf, serverOf } from "../config/server.ts";
import type { SubscriberOptions } from "../config/subscriber-options.ts";
import type { ChannelDefinition, ContractDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConfigurationError } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import { framingOfPublished, framingProblem } from "../publish/framing.ts";
import type { BrokerOf } from "../publish/publish.ts";
import { Requests } from "../request/requests.ts";
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

/** What the contract asks, on the same brokers. */
export function requestsOf(input: PublisherBrokersInput & { readonly around: GroupEnvironment }, log: Logger): Requests {
  const { app, contract, around } = input;
  const { platform, requests: monitor, telemetry } = around;
  return new Requests({ app, contract, brokerOf: publisherBrokers(input), clock: platform.clock, monitor, telemetry, log });
}

interface Known {
  readonly server: ServerDefinition;
  readonly isBare: boolean;
}

/** Tells of every channel of the contract that cannot be published to. */
export function publisherProblems(input: PublisherBrokersInput, problems: Problems): void {
  const find = publisherBrokers(input);
  for (const { operation, message } of Object.values(input.contract.publishers)) {
    try {
      // Where replies have an address of their own, their broker is asked as well.
      if (operation.reply?.channel?.address != null) find({ channel: operation.reply.channel });
      const { schemas } = find({ channel: operation.channel, operation });
      const published = { channel: operation.channel, message };
      const framing = framingOfPublished(published, schemas) ?? framingOfPublished(published, schemas, "key");
      const problem = framing === undefined ? undefined : framingProblem(framing, schemas);
      if (problem !== undefined) throw new ConfigurationError(`"${message.name}" cannot be published: ${problem}`);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const problem of error.problems) if (!problems.list.includes(problem)) problems.add(problem);
    }
  }
}
