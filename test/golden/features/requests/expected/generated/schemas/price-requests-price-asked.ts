/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/priceRequests/messages/priceAsked/payload */
export interface PriceRequestsPriceAsked {
  sku: string;
}

export const PriceRequestsPriceAsked: Validator<PriceRequestsPriceAsked> = z.looseObject({
  sku: z.string(),
});
