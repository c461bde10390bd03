/** What a worker hosts for workflows that publish and ask: activities for each message of the documents that it `publishes`. */
import { activityType } from "../../addresses/activity-type.ts";
import type { Problems } from "../config/environment.ts";
import { type PublisherBrokersInput, publisherBrokers } from "../connections/publisher-brokers.ts";
import type { PublishOptions } from "../ground/context.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import { publisherOf } from "../publish/publish.ts";
import { type Requests, requestMembers } from "../request/requests.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { ActivityCall, HostedActivities } from "../workflows/hosted-activities.ts";
import type { WorkerDefinition } from "../workflows/worker-host.ts";
import { publisherProblems } from "./publisher-group.ts";

export interface WorkerActivitiesInput {
  readonly worker: string;
  readonly definition: WorkerDefinition;
  /** Where the messages of a document go; its brokers are closed after the workers have stopped. */
  readonly brokersOf: (contract: ContractDefinition) => PublisherBrokersInput & { readonly requests: Requests };
  readonly telemetry: Telemetry | undefined;
}

export function workerActivities(
  { worker, definition, brokersOf, telemetry }: WorkerActivitiesInput,
  problems: Problems,
): HostedActivities {
  const hosted = new Map<string, (call: ActivityCall) => Promise<unknown>>();
  for (const contract of [definition.publishes ?? []].flat()) {
    const input = brokersOf(contract);
    publisherProblems(input, problems);
    const brokerOf = publisherBrokers(input);
    for (const member of Object.keys(contract.publishers)) {
      const type = activityType(contract.name, "publish", member);
      if (hosted.has(type) || Object.hasOwn(definition.activities ?? {}, type)) {
        problems.add(
          `worker "${worker}": its activities have "${type}" twice; two documents of one worker that publish need different titles, as its activities are named after them`,
        );
      }
      const publish = publisherOf(contract, member, { brokerOf, telemetry });
      hosted.set(type, ({ id, payload, options, keyBytes }) =>
        publish(payload, { ...(options as PublishOptions), ...(keyBytes === undefined ? {} : { key: keyBytes }) }, { id }),
      );
    }
    for (const [member] of requestMembers(contract))
      hosted.set(activityType(contract.name, "request", member), ({ id, payload, options, keyBytes, signal, patience }) =>
        input.requests.ask(member, { id, patience }, payload, {
          ...(options as PublishOptions),
          ...(keyBytes === undefined ? {} : { key: keyBytes }),
          signal,
        }),
      );
  }
  return hosted;
}
