/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import {
  greetingsGreetedMessage,
  priceRequestsPriceAskedMessage,
  pricesPriceToldMessage,
  pricesPriceUnknownMessage,
  stockRequestsStockAskedMessage,
  stockRequestsStockCountedMessage,
  stockStockToldMessage,
  thanksThankedMessage,
  visitsVisitedMessage,
} from "./messages.js";

/** @generated from #/channels/visits */
export const visitsChannel: ChannelDefinition = {
  key: "visits",
  address: "visits",
  servers: ["rabbit"],
  messages: { visitsVisited: visitsVisitedMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/priceRequests */
export const priceRequestsChannel: ChannelDefinition = {
  key: "priceRequests",
  address: "price.requests",
  servers: ["rabbit"],
  messages: { priceRequestsPriceAsked: priceRequestsPriceAskedMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/prices */
export const pricesChannel: ChannelDefinition = {
  key: "prices",
  address: null,
  servers: ["rabbit"],
  messages: { pricesPriceTold: pricesPriceToldMessage, pricesPriceUnknown: pricesPriceUnknownMessage },
  dispatch: { by: "trial", mode: "exact" },
};

/** @generated from #/channels/stockRequests */
export const stockRequestsChannel: ChannelDefinition = {
  key: "stockRequests",
  address: "stock.{warehouse}.requests",
  parameters: [{ key: "warehouse" }],
  servers: ["kafka"],
  messages: {
    stockRequestsStockAsked: stockRequestsStockAskedMessage,
    stockRequestsStockCounted: stockRequestsStockCountedMessage,
  },
  dispatch: { by: "trial", mode: "exact" },
};

/** @generated from #/channels/stock */
export const stockChannel: ChannelDefinition = {
  key: "stock",
  address: "stock.replies",
  servers: ["kafka"],
  messages: { stockStockTold: stockStockToldMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/greetings */
export const greetingsChannel: ChannelDefinition = {
  key: "greetings",
  address: "greetings",
  servers: ["redis"],
  redis: { kind: "pubsub", envelope: true },
  messages: { greetingsGreeted: greetingsGreetedMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/thanks */
export const thanksChannel: ChannelDefinition = {
  key: "thanks",
  address: "thanks",
  servers: ["redis"],
  redis: { kind: "pubsub", envelope: true },
  messages: { thanksThanked: thanksThankedMessage },
  dispatch: { by: "single" },
};
