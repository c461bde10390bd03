/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { ordersCancelledMessage, ordersPlacedMessage } from "./messages.js";
import { type OnOrderHandlers, onOrderOperation, type Publish } from "./operations.js";
import type { OrdersCancelled } from "./schemas/orders-cancelled.js";
import type { OrdersPlaced } from "./schemas/orders-placed.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onOrder: OnOrderHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly ordersPlaced: IncomingMessage<OrdersPlaced>;
  readonly ordersCancelled: IncomingMessage<OrdersCancelled>;
}

/** Shop 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "shop",
  title: "Shop",
  version: "1.0.0",
  role: "application",
  servers: { main: { key: "main", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onOrderOperation],
  publishers: {},
  incoming: {
    ordersPlaced: { operation: onOrderOperation, message: ordersPlacedMessage },
    ordersCancelled: { operation: onOrderOperation, message: ordersCancelledMessage },
  },
};

export type { OnOrderHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { OrdersPlaced } from "./schemas/orders-placed.js";
export { OrdersCancelled } from "./schemas/orders-cancelled.js";
