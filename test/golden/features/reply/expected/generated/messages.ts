/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { PriceRequestsPriceAskedHeaders } from "./schemas/price-requests-price-asked-headers.js";
import { PriceRequestsPriceAsked } from "./schemas/price-requests-price-asked.js";
import { PricesPriceTold } from "./schemas/prices-price-told.js";
import { PricesPriceUnknown } from "./schemas/prices-price-unknown.js";

/**
 * Correlation id: One per question.
 * @generated from #/channels/priceRequests/messages/priceAsked
 */
export const priceRequestsPriceAskedMessage: MessageDefinition<PriceRequestsPriceAsked, PriceRequestsPriceAskedHeaders> = {
  name: "PriceRequestsPriceAsked",
  member: "priceRequestsPriceAsked",
  contentType: "application/json",
  payload: PriceRequestsPriceAsked,
  headers: PriceRequestsPriceAskedHeaders,
  headerTypes: { request: "string", replyTo: "string" },
  correlationId: { from: "header", path: ["request"] },
};

/** @generated from #/channels/prices/messages/priceTold */
export const pricesPriceToldMessage: MessageDefinition<PricesPriceTold> = {
  name: "PricesPriceTold",
  member: "pricesPriceTold",
  contentType: "application/json",
  payload: PricesPriceTold,
  correlationId: { from: "header", path: ["request"] },
};

/** @generated from #/channels/prices/messages/priceUnknown */
export const pricesPriceUnknownMessage: MessageDefinition<PricesPriceUnknown> = {
  name: "PricesPriceUnknown",
  member: "pricesPriceUnknown",
  contentType: "application/json",
  payload: PricesPriceUnknown,
};
