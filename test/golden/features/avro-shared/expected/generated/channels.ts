/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { placedMessage } from "./messages.js";

/** @generated from #/channels/orders */
export const ordersChannel: ChannelDefinition = {
  key: "orders",
  address: "orders",
  servers: [],
  messages: { placed: placedMessage },
  dispatch: { by: "single" },
};
