/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/visits/messages/visited/payload */
export interface VisitsVisited {
  sku: string;
}

export const VisitsVisited: Validator<VisitsVisited> = z.looseObject({
  sku: z.string(),
});
