/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { placedMessage } from "./messages.js";
import { type OnOrderHandlers, onOrderOperation, type Publish } from "./operations.js";
import type { OrderInput } from "./schemas/order.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onOrder: OnOrderHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly placed: IncomingMessage<OrderInput>;
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
  operations: [onOrderOperation],
  publishers: {},
  incoming: { placed: { operation: onOrderOperation, message: placedMessage } },
};

export type { OnOrderHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { Address } from "./schemas/address.js";
export { Money } from "./schemas/money.js";
export type { MoneyInput } from "./schemas/money.js";
export { Currency } from "./schemas/currency.js";
export { Order } from "./schemas/order.js";
export type { OrderInput } from "./schemas/order.js";
