/** Made by boost-gen 0.1.0 from specs/orders.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { orderCancelledMessage, orderConfirmedMessage, orderCreatedMessage } from "./messages.ts";
import { type OnOrderHandlers, onOrderOperation, type Publish, sendOrderStatusOperation } from "./operations.ts";
import type { OrderCancelled } from "./schemas/order-cancelled.ts";
import type { OrderCreated } from "./schemas/order-created.ts";
import type { Workflows } from "./workflows.ts";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onOrder: OnOrderHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly orderCreated: IncomingMessage<OrderCreated>;
  readonly orderCancelled: IncomingMessage<OrderCancelled>;
}

/**
 * Orders 2.0.0
 *
 * The life of an order, from the shop's checkout to its confirmation.
 *
 * License: MIT
 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "orders",
  title: "Orders",
  version: "2.0.0",
  role: "application",
  servers: {
    /** The shop's Kafka cluster. */
    kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" },
  },
  operations: [onOrderOperation, sendOrderStatusOperation],
  publishers: { orderConfirmed: { operation: sendOrderStatusOperation, message: orderConfirmedMessage } },
  incoming: {
    orderCreated: { operation: onOrderOperation, message: orderCreatedMessage },
    orderCancelled: { operation: onOrderOperation, message: orderCancelledMessage },
  },
};

export type { OnOrderHandlers, Publish } from "./operations.ts";
export type { OrderWorkflow, OrderWorkflowSignals, Workflows } from "./workflows.ts";
export { OrderId } from "./schemas/order-id.ts";
export { OrderCreated } from "./schemas/order-created.ts";
export { OrderItem } from "./schemas/order-item.ts";
export { OrderCancelled, OrderCancelledReason } from "./schemas/order-cancelled.ts";
export { OrderConfirmed } from "./schemas/order-confirmed.ts";
