/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { readingsReadingMessage } from "./messages.js";
import { type OnReadingHandlers, onReadingOperation, type Publish } from "./operations.js";
import type { ReadingsReadingHeaders } from "./schemas/readings-reading-headers.js";
import type { ReadingsReading } from "./schemas/readings-reading.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onReading: OnReadingHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly readingsReading: IncomingMessage<ReadingsReading, ReadingsReadingHeaders>;
}

/** Header patterns 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "header-patterns",
  title: "Header patterns",
  version: "1.0.0",
  role: "application",
  servers: {},
  operations: [onReadingOperation],
  publishers: {},
  incoming: { readingsReading: { operation: onReadingOperation, message: readingsReadingMessage } },
};

export type { OnReadingHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { ReadingsReadingHeaders } from "./schemas/readings-reading-headers.js";
export { ReadingsReading } from "./schemas/readings-reading.js";
