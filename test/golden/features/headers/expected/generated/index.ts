/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { eventsHappenedMessage } from "./messages.js";
import { type OnEventHandlers, onEventOperation, type Publish } from "./operations.js";
import type { EventsHappenedHeaders } from "./schemas/events-happened-headers.js";
import type { EventsHappened } from "./schemas/events-happened.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onEvent: OnEventHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly eventsHappened: IncomingMessage<EventsHappened, EventsHappenedHeaders>;
}

/** Events 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "events",
  title: "Events",
  version: "1.0.0",
  role: "application",
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onEventOperation],
  publishers: {},
  incoming: { eventsHappened: { operation: onEventOperation, message: eventsHappenedMessage } },
};

export type { OnEventHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { EventsHappenedHeaders } from "./schemas/events-happened-headers.js";
export { EventsHappened } from "./schemas/events-happened.js";
