/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { orderCreatedDtoMessage } from "./messages.js";
import { type OnOrderHandlers, onOrderOperation, type Publish } from "./operations.js";
import type { OrderCreatedDto } from "./schemas/order-created-dto.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onOrder: OnOrderHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly orderCreatedDto: IncomingMessage<OrderCreatedDto>;
}

/** Packages 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "packages",
  title: "Packages",
  version: "1.0.0",
  role: "application",
  servers: { main: { key: "main", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onOrderOperation],
  publishers: {},
  incoming: { orderCreatedDto: { operation: onOrderOperation, message: orderCreatedDtoMessage } },
};

export type { OnOrderHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { Buyer, OrderCreatedDto } from "./schemas/order-created-dto.js";
export { OrdersLine } from "./schemas/orders-line.js";
export { ReturnsLine } from "./schemas/returns-line.js";
export { MoneyMoney } from "./schemas/money-money.js";
export { Money } from "./schemas/money.js";
export { OrderStatus } from "./schemas/order-status.js";
export { PostalAddress } from "./schemas/postal-address.js";
export { Terms } from "./schemas/terms.js";
