/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/stockRequests/messages/stockCounted/payload */
export interface StockRequestsStockCounted {
  id: string;
  count: number;
}

export const StockRequestsStockCounted: Validator<StockRequestsStockCounted> = z.looseObject({
  id: z.string(),
  count: json.integer(),
});
