/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { readingsMeasuredMessage } from "./messages.js";
import { type OnReadingHandlers, onReadingOperation, type Publish, sendReadingOperation } from "./operations.js";
import type { ReadingsMeasured } from "./schemas/readings-measured.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onReading: OnReadingHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly readingsMeasured: IncomingMessage<ReadingsMeasured>;
}

/** Readings 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "readings",
  title: "Readings",
  version: "1.0.0",
  role: "application",
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onReadingOperation, sendReadingOperation],
  publishers: { readingsMeasured: { operation: sendReadingOperation, message: readingsMeasuredMessage } },
  incoming: { readingsMeasured: { operation: onReadingOperation, message: readingsMeasuredMessage } },
};

export type { OnReadingHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { ReadingsMeasured } from "./schemas/readings-measured.js";
