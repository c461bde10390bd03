/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { GreetingsGreeted } from "./schemas/greetings-greeted.js";
import { PriceRequestsPriceAskedHeaders } from "./schemas/price-requests-price-asked-headers.js";
import { PriceRequestsPriceAsked } from "./schemas/price-requests-price-asked.js";
import { PricesPriceTold } from "./schemas/prices-price-told.js";
import { PricesPriceUnknown } from "./schemas/prices-price-unknown.js";
import { StockRequestsStockAsked } from "./schemas/stock-requests-stock-asked.js";
import { StockRequestsStockCounted } from "./schemas/stock-requests-stock-counted.js";
import { StockStockTold } from "./schemas/stock-stock-told.js";
import { ThanksThanked } from "./schemas/thanks-thanked.js";
import { VisitsVisited } from "./schemas/visits-visited.js";

/** @generated from #/channels/visits/messages/visited */
export const visitsVisitedMessage: MessageDefinition<VisitsVisited> = {
  name: "VisitsVisited",
  member: "visitsVisited",
  contentType: "application/json",
  payload: VisitsVisited,
};

/**
 * What does it cost?
 * @generated from #/channels/priceRequests/messages/priceAsked
 */
export const priceRequestsPriceAskedMessage: MessageDefinition<PriceRequestsPriceAsked, PriceRequestsPriceAskedHeaders> = {
  name: "PriceRequestsPriceAsked",
  member: "priceRequestsPriceAsked",
  contentType: "application/json",
  payload: PriceRequestsPriceAsked,
  headers: PriceRequestsPriceAskedHeaders,
  headerTypes: { request: "string", replyTo: "string", tenant: "string" },
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
  correlationId: { from: "header", path: ["request"] },
};

/** @generated from #/channels/stockRequests/messages/stockAsked */
export const stockRequestsStockAskedMessage: MessageDefinition<StockRequestsStockAsked> = {
  name: "StockRequestsStockAsked",
  member: "stockRequestsStockAsked",
  contentType: "application/json",
  payload: StockRequestsStockAsked,
  correlationId: { from: "payload", path: ["id"] },
};

/** @generated from #/channels/stockRequests/messages/stockCounted */
export const stockRequestsStockCountedMessage: MessageDefinition<StockRequestsStockCounted> = {
  name: "StockRequestsStockCounted",
  member: "stockRequestsStockCounted",
  contentType: "application/json",
  payload: StockRequestsStockCounted,
  correlationId: { from: "payload", path: ["id"] },
};

/** @generated from #/channels/stock/messages/stockTold */
export const stockStockToldMessage: MessageDefinition<StockStockTold> = {
  name: "StockStockTold",
  member: "stockStockTold",
  contentType: "application/json",
  payload: StockStockTold,
  correlationId: { from: "payload", path: ["id"] },
};

/** @generated from #/channels/greetings/messages/greeted */
export const greetingsGreetedMessage: MessageDefinition<GreetingsGreeted> = {
  name: "GreetingsGreeted",
  member: "greetingsGreeted",
  contentType: "application/json",
  payload: GreetingsGreeted,
};

/** @generated from #/channels/thanks/messages/thanked */
export const thanksThankedMessage: MessageDefinition<ThanksThanked> = {
  name: "ThanksThanked",
  member: "thanksThanked",
  contentType: "application/json",
  payload: ThanksThanked,
};
