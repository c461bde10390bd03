/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/stockRequests/messages/stockAsked/payload */
export interface StockRequestsStockAsked {
  id: string;
  answerTo: string;
  sku: string;
}

export const StockRequestsStockAsked: Validator<StockRequestsStockAsked> = z.looseObject({
  id: z.string(),
  answerTo: z.string(),
  sku: z.string(),
});
