/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import {
  greetingsGreetedMessage,
  priceRequestsPriceAskedMessage,
  stockRequestsStockAskedMessage,
  stockRequestsStockCountedMessage,
  visitsVisitedMessage,
} from "./messages.js";
import {
  askPriceOperation,
  askStockOperation,
  countStockOperation,
  greetOperation,
  type OnVisitHandlers,
  onVisitOperation,
  type Publish,
  type Requests,
} from "./operations.js";
import type { VisitsVisited } from "./schemas/visits-visited.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onVisit: OnVisitHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly visitsVisited: IncomingMessage<VisitsVisited>;
}

/** Shop window 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  request: Requests;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "shop-window",
  title: "Shop window",
  version: "1.0.0",
  role: "application",
  servers: {
    rabbit: { key: "rabbit", protocol: "amqp", wireProtocol: "amqp", host: "localhost:5672" },
    kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" },
    redis: { key: "redis", protocol: "redis", wireProtocol: "redis", host: "localhost:6379" },
  },
  operations: [onVisitOperation, askPriceOperation, askStockOperation, countStockOperation, greetOperation],
  publishers: {
    priceRequestsPriceAsked: { operation: askPriceOperation, message: priceRequestsPriceAskedMessage },
    stockRequestsStockAsked: { operation: askStockOperation, message: stockRequestsStockAskedMessage },
    stockRequestsStockCounted: { operation: countStockOperation, message: stockRequestsStockCountedMessage },
    greetingsGreeted: { operation: greetOperation, message: greetingsGreetedMessage },
  },
  incoming: { visitsVisited: { operation: onVisitOperation, message: visitsVisitedMessage } },
};

export type { OnVisitHandlers, Publish, Requests } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { VisitsVisited } from "./schemas/visits-visited.js";
export { PriceRequestsPriceAskedHeaders } from "./schemas/price-requests-price-asked-headers.js";
export { PriceRequestsPriceAsked } from "./schemas/price-requests-price-asked.js";
export { PricesPriceTold } from "./schemas/prices-price-told.js";
export { PricesPriceUnknown } from "./schemas/prices-price-unknown.js";
export { StockRequestsStockAsked } from "./schemas/stock-requests-stock-asked.js";
export { StockRequestsStockCounted } from "./schemas/stock-requests-stock-counted.js";
export { StockStockTold } from "./schemas/stock-stock-told.js";
export { GreetingsGreeted } from "./schemas/greetings-greeted.js";
export { ThanksThanked } from "./schemas/thanks-thanked.js";
