/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { contractsChannel, processedChannel } from "./channels.js";
import type { Context as ContextType } from "./schemas/context.js";
import type { Contract } from "./schemas/contract.js";
import type { Date_ } from "./schemas/date.js";
import type { Incoming_ } from "./schemas/incoming.js";
import { contractStartsV2HTTP, contractStartsV2HTTP2, outSignalsV2HTTP, type Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/contract */
export interface ContractHandlers_ {
  /**
   * Starts `v2HTTP` as `contract-{number}` when its condition holds.
   * Starts `v2HTTP` as `contract-{number}`.
   */
  contract(message: Contract, context: Context<Contract>): Promise<void> | void;
  /** Sends the signal `v2HTTPAgain` to `contract-{a}`. */
  out(message: Incoming_, context: Context<Incoming_>): Promise<void> | void;
  delete(message: ContextType, context: Context<ContextType>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  readonly process: Publisher<Date_>;
}

/**
 * Receives from `contracts` (Kafka).
 * @generated from #/operations/contract
 */
export const contractOperation: OperationDefinition = {
  key: "contract",
  name: "contract",
  action: "receive",
  channel: contractsChannel,
  messages: {
    contract: { rules: [contractStartsV2HTTP, contractStartsV2HTTP2] },
    out: { rules: [outSignalsV2HTTP] },
    delete: { rules: [] },
  },
  options: {},
};

/**
 * Sends to `processed` (Kafka).
 * @generated from #/operations/process
 */
export const processOperation: OperationDefinition = {
  key: "process",
  name: "process",
  action: "send",
  channel: processedChannel,
  messages: { process: { rules: [] } },
  options: {},
};
