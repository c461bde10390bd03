import type { Problems } from "../config/environment.ts";
import { type PublisherBrokersInput, publisherBrokers } from "../connections/publisher-brokers.ts";
import { ConfigurationError } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import { framingOfPublished, framingProblem } from "../publish/framing.ts";
import { Requests } from "../request/requests.ts";
import type { GroupEnvironment } from "./group-environment.ts";

/** What the contract asks, on the same brokers. */
export function requestsOf(input: PublisherBrokersInput & { readonly around: GroupEnvironment }, log: Logger): Requests {
  const { app, contract, around } = input;
  const { platform, requests: monitor, telemetry } = around;
  return new Requests({ app, contract, brokerOf: publisherBrokers(input), clock: platform.clock, monitor, telemetry, log });
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
