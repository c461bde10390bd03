/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { GivenPayload, HandlerContext, OperationDefinition, Publisher, Requester } from "boost-gen/runtime";
import {
  greetingsChannel,
  priceRequestsChannel,
  pricesChannel,
  stockChannel,
  stockRequestsChannel,
  thanksChannel,
  visitsChannel,
} from "./channels.js";
import {
  pricesPriceToldMessage,
  pricesPriceUnknownMessage,
  stockStockToldMessage,
  thanksThankedMessage,
} from "./messages.js";
import type { GreetingsGreeted } from "./schemas/greetings-greeted.js";
import type { PriceRequestsPriceAskedHeaders } from "./schemas/price-requests-price-asked-headers.js";
import type { PriceRequestsPriceAsked } from "./schemas/price-requests-price-asked.js";
import type { PricesPriceTold } from "./schemas/prices-price-told.js";
import type { PricesPriceUnknown } from "./schemas/prices-price-unknown.js";
import type { StockRequestsStockAsked } from "./schemas/stock-requests-stock-asked.js";
import type { StockRequestsStockCounted } from "./schemas/stock-requests-stock-counted.js";
import type { StockStockTold } from "./schemas/stock-stock-told.js";
import type { ThanksThanked } from "./schemas/thanks-thanked.js";
import type { VisitsVisited } from "./schemas/visits-visited.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters, Requests>;

/** @generated from #/operations/onVisit */
export interface OnVisitHandlers {
  visitsVisited(message: VisitsVisited, context: Context<VisitsVisited>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  /** What does it cost? */
  readonly priceRequestsPriceAsked: Publisher<PriceRequestsPriceAsked, PriceRequestsPriceAskedHeaders>;
  readonly stockRequestsStockAsked: Publisher<StockRequestsStockAsked, undefined, {
    /** Where it lies. */
    readonly warehouse: string;
  }>;
  readonly stockRequestsStockCounted: Publisher<StockRequestsStockCounted, undefined, {
    /** Where it lies. */
    readonly warehouse: string;
  }>;
  readonly greetingsGreeted: Publisher<GreetingsGreeted>;
}

/** What can be asked: published, and resolved with the payload of the reply that bears its correlation id. */
export interface Requests {
  /** What does it cost? */
  readonly priceRequestsPriceAsked: Requester<
    PricesPriceTold | PricesPriceUnknown,
    PriceRequestsPriceAsked,
    PriceRequestsPriceAskedHeaders,
    undefined,
    "request" | "replyTo"
  >;
  readonly stockRequestsStockAsked: Requester<
    StockStockTold,
    GivenPayload<StockRequestsStockAsked, "id" | "answerTo">,
    undefined,
    {
      /** Where it lies. */
      readonly warehouse: string;
    }
  >;
  readonly greetingsGreeted: Requester<ThanksThanked, GreetingsGreeted>;
}

/**
 * Receives from `visits` (RabbitMQ).
 * @generated from #/operations/onVisit
 */
export const onVisitOperation: OperationDefinition = {
  key: "onVisit",
  name: "onVisit",
  action: "receive",
  channel: visitsChannel,
  messages: { visitsVisited: { rules: [] } },
  options: {},
};

/**
 * Sends to `price.requests` (RabbitMQ).
 *
 * Address of the reply: The queue of who asks.
 *
 * @generated from #/operations/askPrice
 */
export const askPriceOperation: OperationDefinition = {
  key: "askPrice",
  name: "askPrice",
  action: "send",
  channel: priceRequestsChannel,
  messages: { priceRequestsPriceAsked: { rules: [] } },
  reply: {
    channel: pricesChannel,
    address: [{ from: "header", path: ["replyTo"] }],
    messages: { pricesPriceTold: pricesPriceToldMessage, pricesPriceUnknown: pricesPriceUnknownMessage },
    request: { timeout: 2000, limit: 50 },
  },
  options: {},
};

/**
 * Sends to `stock.{warehouse}.requests` (Kafka).
 * @generated from #/operations/askStock
 */
export const askStockOperation: OperationDefinition = {
  key: "askStock",
  name: "askStock",
  action: "send",
  channel: stockRequestsChannel,
  messages: { stockRequestsStockAsked: { rules: [] } },
  reply: {
    channel: stockChannel,
    address: [{ from: "payload", path: ["answerTo"] }],
    messages: { stockStockTold: stockStockToldMessage },
  },
  options: {},
};

/**
 * Sends to `stock.{warehouse}.requests` (Kafka).
 * @generated from #/operations/countStock
 */
export const countStockOperation: OperationDefinition = {
  key: "countStock",
  name: "countStock",
  action: "send",
  channel: stockRequestsChannel,
  messages: { stockRequestsStockCounted: { rules: [] } },
  options: {},
};

/**
 * Sends to `greetings` (Redis).
 * @generated from #/operations/greet
 */
export const greetOperation: OperationDefinition = {
  key: "greet",
  name: "greet",
  action: "send",
  channel: greetingsChannel,
  messages: { greetingsGreeted: { rules: [] } },
  reply: { channel: thanksChannel, messages: { thanksThanked: thanksThankedMessage } },
  options: { redis: { kind: "pubsub", envelope: true } },
};
