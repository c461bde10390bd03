/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/priceRequests/messages/priceAsked/headers */
export interface PriceRequestsPriceAskedHeaders {
  request: string;
  replyTo: string;
  tenant: string;
}

export const PriceRequestsPriceAskedHeaders: Validator<PriceRequestsPriceAskedHeaders> = z.looseObject({
  request: z.string(),
  replyTo: z.string(),
  tenant: z.string(),
});
