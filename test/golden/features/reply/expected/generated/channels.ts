/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { priceRequestsPriceAskedMessage, pricesPriceToldMessage, pricesPriceUnknownMessage } from "./messages.js";

/** @generated from #/channels/priceRequests */
export const priceRequestsChannel: ChannelDefinition = {
  key: "priceRequests",
  address: "price.requests",
  servers: [],
  messages: { priceRequestsPriceAsked: priceRequestsPriceAskedMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/prices */
export const pricesChannel: ChannelDefinition = {
  key: "prices",
  address: null,
  servers: [],
  messages: { pricesPriceTold: pricesPriceToldMessage, pricesPriceUnknown: pricesPriceUnknownMessage },
  dispatch: { by: "trial", mode: "exact" },
};
