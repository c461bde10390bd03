/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/stock/messages/stockTold/payload */
export interface StockStockTold {
  id: string;
  left: number;
}

export const StockStockTold: Validator<StockStockTold> = z.looseObject({
  id: z.string(),
  left: json.integer(),
});
