/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { lightDimmedMessage, lightMeasuredMessage } from "./messages.js";
import { type OnMeasuredHandlers, onMeasuredOperation, type Publish, sendDimmedOperation } from "./operations.js";
import type { CommonHeaders } from "./schemas/common-headers.js";
import type { LightMeasured } from "./schemas/light-measured.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onMeasured: OnMeasuredHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly lightMeasured: IncomingMessage<LightMeasured, CommonHeaders>;
}

/** Lights 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "lights",
  title: "Lights",
  version: "1.0.0",
  role: "application",
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onMeasuredOperation, sendDimmedOperation],
  publishers: { lightDimmed: { operation: sendDimmedOperation, message: lightDimmedMessage } },
  incoming: { lightMeasured: { operation: onMeasuredOperation, message: lightMeasuredMessage } },
};

export type { OnMeasuredHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { CommonHeaders } from "./schemas/common-headers.js";
export { LightMeasured } from "./schemas/light-measured.js";
export { LightDimmed } from "./schemas/light-dimmed.js";
