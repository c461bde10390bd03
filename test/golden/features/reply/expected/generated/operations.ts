/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { Awaitable, HandlerContext, OperationDefinition, ReplyOf } from "boost-gen/runtime";
import { priceRequestsChannel, pricesChannel } from "./channels.js";
import { pricesPriceToldMessage, pricesPriceUnknownMessage } from "./messages.js";
import type { PriceRequestsPriceAskedHeaders } from "./schemas/price-requests-price-asked-headers.js";
import type { PriceRequestsPriceAsked } from "./schemas/price-requests-price-asked.js";
import type { PricesPriceTold } from "./schemas/prices-price-told.js";
import type { PricesPriceUnknown } from "./schemas/prices-price-unknown.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * What does it cost?
 *
 * Address of the reply: The queue of who asks.
 *
 * @generated from #/operations/tellPrice
 */
export interface TellPriceHandlers {
  priceRequestsPriceAsked(
    message: PriceRequestsPriceAsked,
    context: Context<PriceRequestsPriceAsked, PriceRequestsPriceAskedHeaders>,
  ): Awaitable<ReplyOf<PricesPriceTold> | ReplyOf<PricesPriceUnknown>>;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `price.requests` (RabbitMQ).
 *
 * What does it cost?
 *
 * Address of the reply: The queue of who asks.
 *
 * @generated from #/operations/tellPrice
 */
export const tellPriceOperation: OperationDefinition = {
  key: "tellPrice",
  name: "tellPrice",
  action: "receive",
  channel: priceRequestsChannel,
  messages: { priceRequestsPriceAsked: { rules: [] } },
  reply: {
    channel: pricesChannel,
    address: [{ from: "header", path: ["replyTo"] }],
    messages: { pricesPriceTold: pricesPriceToldMessage, pricesPriceUnknown: pricesPriceUnknownMessage },
  },
  options: {},
};
