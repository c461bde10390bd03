/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { orderCreatedMessage, orderPaidMessage } from "./messages.js";
import { type OnOrderHandlers, onOrderOperation, type Publish, sendOrderOperation } from "./operations.js";
import type { OrderHeaders } from "./schemas/order-headers.js";
import type { OrderPaidInput } from "./schemas/order-paid.js";
import type { OrderInput } from "./schemas/order.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onOrder: OnOrderHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly orderCreated: IncomingMessage<OrderInput, OrderHeaders>;
  readonly orderPaid: IncomingMessage<OrderPaidInput>;
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
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onOrderOperation, sendOrderOperation],
  publishers: {
    orderCreated: { operation: sendOrderOperation, message: orderCreatedMessage },
    orderPaid: { operation: sendOrderOperation, message: orderPaidMessage },
  },
  incoming: {
    orderCreated: { operation: onOrderOperation, message: orderCreatedMessage },
    orderPaid: { operation: onOrderOperation, message: orderPaidMessage },
  },
};

export type { OnOrderHandlers, Publish } from "./operations.js";
export type { OrderWorkflow, Workflows } from "./workflows.js";
export { OrderHeaders } from "./schemas/order-headers.js";
export { OrderPaid } from "./schemas/order-paid.js";
export type { OrderPaidInput } from "./schemas/order-paid.js";
export { Customer } from "./schemas/customer.js";
export type { CustomerInput } from "./schemas/customer.js";
export { Order, OrderLasts, OrderPayment } from "./schemas/order.js";
export type { OrderInput } from "./schemas/order.js";
export { Status } from "./schemas/status.js";
export { Card } from "./schemas/card.js";
export { Transfer } from "./schemas/transfer.js";
export { Line } from "./schemas/line.js";
export type { LineInput } from "./schemas/line.js";
