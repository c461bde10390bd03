import type { Broker, Outgoing } from "../brokers/broker.ts";
import type { PublishOptions } from "../ground/context.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import { ConnectionError, kindOf, sentence, TransientFailure, UnroutableError } from "../ground/errors.ts";
import type { MessageRun } from "../run/message-run.ts";
import { type Surface, surface } from "../run/surface.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { tracingOf } from "../telemetry/tracing.ts";
import { framed, type SchemaPlace } from "./framing.ts";
import { type Circumstances, prepare, type Target } from "./outgoing.ts";
import { judgeOptions } from "./publish-options.ts";

/** The broker of a channel; connecting comes after validation, so that a wrong payload is refused with no broker in reach. */
export type BrokerOf = (target: Pick<Target, "channel" | "operation">) => {
  readonly protocol: string;
  readonly schemas: SchemaPlace;
  connected(): Promise<Broker>;
};

export interface Publishing {
  readonly brokerOf: BrokerOf;
  readonly telemetry: Telemetry | undefined;
}

/** `context.publish` and what `app.publishers(contract)` returns; without a run ids are random. */
export function publishSurface(contract: ContractDefinition, brokerOf: BrokerOf, telemetry?: Telemetry): Surface<MessageRun | undefined> {
  return surface<MessageRun | undefined>(
    Object.keys(contract.publishers).map((member) => {
      const publish = publisherOf(contract, member, { brokerOf, telemetry });
      return [member, (run) => (payload: unknown, options?: PublishOptions) => publish(payload, options, { run })];
    }),
  );
}

/** One member of `publish`. Resolves when the broker has confirmed. @throws InvalidMessage, before anything is sent */
export function publisherOf(
  { publishers }: ContractDefinition,
  member: string,
  { brokerOf, telemetry }: Publishing,
): (payload: unknown, options: PublishOptions | undefined, known: Pick<Circumstances, "run" | "id">) => Promise<{ readonly id: string }> {
  const place = publishers[member];
  if (place === undefined) throw new Error(`no publisher "${member}"`);
  const { operation, message } = place;
  const { channel } = operation;
  return async (payload, options, known) => {
    judgeOptions(options);
    const { protocol, connected, schemas } = brokerOf({ channel, operation });
    const tracing = tracingOf(telemetry, protocol);
    const prepared = prepare({ channel, message, operation, protocol }, payload, options, { ...known, trace: tracing.current });
    const outgoing = await framed(prepared.outgoing, { channel, message }, schemas);
    const broker = await connected();
    const chosen = options?.address !== undefined || options?.parameters !== undefined;
    await tracing.send(outgoing, (traced) => send(broker, traced, chosen));
    return { id: prepared.id };
  };
}

/**
 * Resolves when the broker has confirmed. What it refuses is infrastructure, unless it says otherwise itself. An address that the caller
 * `chose`, and that is not there or cannot be, is no trouble of anybody else's: the run fails, and the source goes on.
 */
export async function send(broker: Broker, outgoing: Outgoing, chose: boolean): Promise<void> {
  try {
    await broker.publish(outgoing);
  } catch (error) {
    if (chose && (error instanceof UnroutableError || kindOf(error) === "fatal"))
      throw new TransientFailure(`publishing to "${outgoing.address}" failed: ${sentence(error)}`, { cause: error });
    if (kindOf(error) !== "transient") throw error;
    throw new ConnectionError(`publishing to "${outgoing.address}" was not confirmed: ${sentence(error)}`, { cause: error });
  }
}
