/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { contractMessage, deleteMessage, outMessage, processMessage } from "./messages.js";
import { type ContractHandlers_, contractOperation, processOperation, type Publish } from "./operations.js";
import type { Context } from "./schemas/context.js";
import type { Contract } from "./schemas/contract.js";
import type { Incoming_ } from "./schemas/incoming.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly contract: ContractHandlers_;
}

/** What a test sends. */
export interface Incoming {
  readonly contract: IncomingMessage<Contract>;
  readonly out: IncomingMessage<Incoming_>;
  readonly delete: IncomingMessage<Context>;
}

/** Names 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "names",
  title: "Names",
  version: "1.0.0",
  role: "application",
  servers: { main: { key: "main", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [contractOperation, processOperation],
  publishers: { process: { operation: processOperation, message: processMessage } },
  incoming: {
    contract: { operation: contractOperation, message: contractMessage },
    out: { operation: contractOperation, message: outMessage },
    delete: { operation: contractOperation, message: deleteMessage },
  },
};

export type { ContractHandlers_, Publish } from "./operations.js";
export type { V2HTTP, V2HTTPSignals, Workflows } from "./workflows.js";
export { Contract } from "./schemas/contract.js";
export { Incoming_ } from "./schemas/incoming.js";
export { Context } from "./schemas/context.js";
export { Date_ } from "./schemas/date.js";
export { V2HTTPSignals_ } from "./schemas/v2-http-signals.js";
