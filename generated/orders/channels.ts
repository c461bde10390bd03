/** Made by boost-gen 0.1.0 from specs/orders.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { orderCancelledMessage, orderConfirmedMessage, orderCreatedMessage } from "./messages.ts";

/**
 * What happens to orders. Messages of one order share a key and so their order.
 * @generated from #/channels/orders
 */
export const ordersChannel: ChannelDefinition = {
  key: "orders",
  address: "orders.v1",
  servers: ["kafka"],
  messages: { orderCreated: orderCreatedMessage, orderCancelled: orderCancelledMessage },
  dispatch: {
    by: "payload",
    path: ["type"],
    cases: [["order.created", "orderCreated"], ["order.cancelled", "orderCancelled"]],
  },
  binding: { topic: "orders.v1" },
};

/**
 * What became of an order, for everybody who shows it to a customer.
 * @generated from #/channels/orderStatus
 */
export const orderStatusChannel: ChannelDefinition = {
  key: "orderStatus",
  address: "orders.status.v1",
  servers: ["kafka"],
  messages: { orderConfirmed: orderConfirmedMessage },
  dispatch: { by: "single" },
};
