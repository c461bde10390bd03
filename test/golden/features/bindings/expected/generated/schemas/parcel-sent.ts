/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/ParcelSent/payload */
export interface ParcelSent {
  id: string;
}

export const ParcelSent: Validator<ParcelSent> = z.looseObject({
  id: z.string(),
});
