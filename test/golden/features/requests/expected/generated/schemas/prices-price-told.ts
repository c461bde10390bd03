/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/prices/messages/priceTold/payload */
export interface PricesPriceTold {
  price: number;
}

export const PricesPriceTold: Validator<PricesPriceTold> = z.looseObject({
  price: z.number(),
});
