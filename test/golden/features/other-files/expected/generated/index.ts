/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { movedMessage, ordersCreatedMessage } from "./messages.js";
import { type OnOrderHandlers, onOrderOperation, type Publish } from "./operations.js";
import type { Moved } from "./schemas/moved.js";
import type { OrderCreated } from "./schemas/order-created.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onOrder: OnOrderHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly ordersCreated: IncomingMessage<OrderCreated>;
  readonly moved: IncomingMessage<Moved>;
}

/** Files 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "files",
  title: "Files",
  version: "1.0.0",
  role: "application",
  servers: { main: { key: "main", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onOrderOperation],
  publishers: {},
  incoming: {
    ordersCreated: { operation: onOrderOperation, message: ordersCreatedMessage },
    moved: { operation: onOrderOperation, message: movedMessage },
  },
};

export type { OnOrderHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { Moved } from "./schemas/moved.js";
export { OrderCreated, OrderCreatedS } from "./schemas/order-created.js";
