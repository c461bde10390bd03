/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { lampSwitchedMessage } from "./messages.js";
import { type OnLampHandlers, onLampOperation, type Publish } from "./operations.js";
import type { LampSwitchedHeaders } from "./schemas/lamp-switched-headers.js";
import type { LampSwitched } from "./schemas/lamp-switched.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onLamp: OnLampHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly lampSwitched: IncomingMessage<LampSwitched, LampSwitchedHeaders>;
}

/** Lamps 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "lamps",
  title: "Lamps",
  version: "1.0.0",
  role: "application",
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onLampOperation],
  publishers: {},
  incoming: { lampSwitched: { operation: onLampOperation, message: lampSwitchedMessage } },
};

export type { OnLampHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { LampSwitchedHeaders } from "./schemas/lamp-switched-headers.js";
export { LampSwitched } from "./schemas/lamp-switched.js";
