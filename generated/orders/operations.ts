/** Made by boost-gen 0.1.0 from specs/orders.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { ordersChannel, orderStatusChannel } from "./channels.ts";
import type { OrderCancelled } from "./schemas/order-cancelled.ts";
import type { OrderConfirmed } from "./schemas/order-confirmed.ts";
import type { OrderCreated } from "./schemas/order-created.ts";
import { orderCancelledSignalsOrderWorkflow, orderCreatedStartsOrderWorkflow, type Workflows } from "./workflows.ts";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * Starts and steers one workflow per order.
 * @generated from #/operations/onOrder
 */
export interface OnOrderHandlers {
  /**
   * A customer placed an order.
   * Starts `OrderWorkflow` as `order-{order_id}`.
   */
  orderCreated(message: OrderCreated, context: Context<OrderCreated>): Promise<void> | void;
  /**
   * The customer or the shop called an order off.
   * Sends the signal `cancel` to `order-{order_id}`.
   */
  orderCancelled(message: OrderCancelled, context: Context<OrderCancelled>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  /** The order will be delivered. */
  readonly orderConfirmed: Publisher<OrderConfirmed>;
}

/**
 * Receives from `orders.v1` (Kafka).
 *
 * Starts and steers one workflow per order.
 *
 * @generated from #/operations/onOrder
 */
export const onOrderOperation: OperationDefinition = {
  key: "onOrder",
  name: "onOrder",
  action: "receive",
  channel: ordersChannel,
  messages: {
    orderCreated: { rules: [orderCreatedStartsOrderWorkflow] },
    orderCancelled: { rules: [orderCancelledSignalsOrderWorkflow] },
  },
  options: {
    concurrency: 16,
    ordering: "key",
    timeout: 30000,
    retry: { attempts: 5, initialInterval: 200, multiplier: 2, maxInterval: 10000 },
    deadLetter: "orders.v1.dlq",
  },
  binding: { groupId: { type: "string", enum: ["order-service"] } },
};

/**
 * Sends to `orders.status.v1` (Kafka).
 *
 * Tells the shop what became of an order.
 *
 * @generated from #/operations/sendOrderStatus
 */
export const sendOrderStatusOperation: OperationDefinition = {
  key: "sendOrderStatus",
  name: "sendOrderStatus",
  action: "send",
  channel: orderStatusChannel,
  messages: { orderConfirmed: { rules: [] } },
  options: {},
};
