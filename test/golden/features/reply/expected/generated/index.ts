/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { priceRequestsPriceAskedMessage } from "./messages.js";
import { type Publish, type TellPriceHandlers, tellPriceOperation } from "./operations.js";
import type { PriceRequestsPriceAskedHeaders } from "./schemas/price-requests-price-asked-headers.js";
import type { PriceRequestsPriceAsked } from "./schemas/price-requests-price-asked.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly tellPrice: TellPriceHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly priceRequestsPriceAsked: IncomingMessage<PriceRequestsPriceAsked, PriceRequestsPriceAskedHeaders>;
}

/** Prices 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "prices",
  title: "Prices",
  version: "1.0.0",
  role: "application",
  servers: { rabbit: { key: "rabbit", protocol: "amqp", wireProtocol: "amqp", host: "localhost:5672" } },
  operations: [tellPriceOperation],
  publishers: {},
  incoming: { priceRequestsPriceAsked: { operation: tellPriceOperation, message: priceRequestsPriceAskedMessage } },
};

export type { Publish, TellPriceHandlers } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { PriceRequestsPriceAskedHeaders } from "./schemas/price-requests-price-asked-headers.js";
export { PriceRequestsPriceAsked } from "./schemas/price-requests-price-asked.js";
export { PricesPriceTold } from "./schemas/prices-price-told.js";
export { PricesPriceUnknown } from "./schemas/prices-price-unknown.js";
