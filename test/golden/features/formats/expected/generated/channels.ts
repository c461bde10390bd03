/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { ordersCancelledMessage, ordersPlacedMessage } from "./messages.js";

/** @generated from #/channels/orders */
export const ordersChannel: ChannelDefinition = {
  key: "orders",
  address: "orders",
  servers: [],
  formats: "annotate",
  messages: { ordersPlaced: ordersPlacedMessage, ordersCancelled: ordersCancelledMessage },
  dispatch: { by: "trial", mode: "exact" },
};
