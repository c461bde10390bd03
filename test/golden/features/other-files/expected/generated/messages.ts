/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { Moved } from "./schemas/moved.js";
import { OrderCreated } from "./schemas/order-created.js";

/** @generated from #/channels/orders/messages/created */
export const ordersCreatedMessage: MessageDefinition<OrderCreated> = {
  name: "OrdersCreated",
  member: "ordersCreated",
  contentType: "application/json",
  payload: OrderCreated,
};

/** @generated from ./parts/messages.json#/moved */
export const movedMessage: MessageDefinition<Moved> = {
  name: "Moved",
  member: "moved",
  contentType: "application/json",
  payload: Moved,
};
