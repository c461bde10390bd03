/** Made by boost-gen 0.1.0 from specs/orders.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { OrderCancelled } from "./schemas/order-cancelled.ts";
import { OrderConfirmed } from "./schemas/order-confirmed.ts";
import { OrderCreated } from "./schemas/order-created.ts";

/**
 * A customer placed an order.
 * @generated from #/components/messages/OrderCreated
 */
export const orderCreatedMessage: MessageDefinition<OrderCreated> = {
  name: "OrderCreated",
  member: "orderCreated",
  contentType: "application/json",
  payload: OrderCreated,
  key: [{ from: "payload", path: ["order_id"] }],
  examples: [
    {
      name: "two-items",
      payload: {
        type: "order.created",
        order_id: "o-1001",
        customer_id: "c-42",
        items: [{ sku: "tea-green", quantity: 2, price: 4.5 }, { sku: "cup", quantity: 1, price: 12 }],
        total: 21,
      },
    },
  ],
};

/**
 * The customer or the shop called an order off.
 * @generated from #/components/messages/OrderCancelled
 */
export const orderCancelledMessage: MessageDefinition<OrderCancelled> = {
  name: "OrderCancelled",
  member: "orderCancelled",
  contentType: "application/json",
  payload: OrderCancelled,
  key: [{ from: "payload", path: ["order_id"] }],
  examples: [{ name: "changed-mind", payload: { type: "order.cancelled", order_id: "o-1001", reason: "customer" } }],
};

/**
 * The order will be delivered.
 * @generated from #/components/messages/OrderConfirmed
 */
export const orderConfirmedMessage: MessageDefinition<OrderConfirmed> = {
  name: "OrderConfirmed",
  member: "orderConfirmed",
  contentType: "application/json",
  payload: OrderConfirmed,
  key: [{ from: "payload", path: ["order_id"] }],
  examples: [{ name: "confirmed", payload: { order_id: "o-1001", confirmed_at: "2026-05-01T08:00:00Z" } }],
};
