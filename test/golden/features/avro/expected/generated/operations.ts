/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { ordersChannel } from "./channels.js";
import type { OrderHeaders } from "./schemas/order-headers.js";
import type { OrderPaid, OrderPaidInput } from "./schemas/order-paid.js";
import type { Order, OrderInput } from "./schemas/order.js";
import { orderCreatedStartsOrderWorkflow, type Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onOrder */
export interface OnOrderHandlers {
  /** Starts `OrderWorkflow` as `order-{id}` when its condition holds. */
  orderCreated(message: Order, context: Context<Order, OrderHeaders>): Promise<void> | void;
  orderPaid(message: OrderPaid, context: Context<OrderPaid>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  readonly orderCreated: Publisher<OrderInput, OrderHeaders>;
  readonly orderPaid: Publisher<OrderPaidInput>;
}

/**
 * Receives from `orders.v1` (Kafka).
 * @generated from #/operations/onOrder
 */
export const onOrderOperation: OperationDefinition = {
  key: "onOrder",
  name: "onOrder",
  action: "receive",
  channel: ordersChannel,
  messages: { orderCreated: { rules: [orderCreatedStartsOrderWorkflow] }, orderPaid: { rules: [] } },
  options: {},
};

/**
 * Sends to `orders.v1` (Kafka).
 * @generated from #/operations/sendOrder
 */
export const sendOrderOperation: OperationDefinition = {
  key: "sendOrder",
  name: "sendOrder",
  action: "send",
  channel: ordersChannel,
  messages: { orderCreated: { rules: [] }, orderPaid: { rules: [] } },
  options: {},
};
