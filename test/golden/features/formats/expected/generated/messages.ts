/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { OrdersCancelled } from "./schemas/orders-cancelled.js";
import { OrdersPlaced } from "./schemas/orders-placed.js";

/** @generated from #/channels/orders/messages/placed */
export const ordersPlacedMessage: MessageDefinition<OrdersPlaced> = {
  name: "OrdersPlaced",
  member: "ordersPlaced",
  contentType: "application/json",
  payload: OrdersPlaced,
};

/** @generated from #/channels/orders/messages/cancelled */
export const ordersCancelledMessage: MessageDefinition<OrdersCancelled> = {
  name: "OrdersCancelled",
  member: "ordersCancelled",
  contentType: "application/json",
  payload: OrdersCancelled,
  formats: "assert",
};
