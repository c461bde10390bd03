/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/prices/messages/priceUnknown/payload */
export interface PricesPriceUnknown {
  reason: string;
}

export const PricesPriceUnknown: Validator<PricesPriceUnknown> = z.looseObject({
  reason: z.string(),
});
