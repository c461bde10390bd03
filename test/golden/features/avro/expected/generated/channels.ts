/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { orderCreatedMessage, orderPaidMessage } from "./messages.js";

/** @generated from #/channels/orders */
export const ordersChannel: ChannelDefinition = {
  key: "orders",
  address: "orders.v1",
  servers: [],
  messages: { orderCreated: orderCreatedMessage, orderPaid: orderPaidMessage },
  dispatch: { by: "trial", mode: "exact" },
};
