/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/byMatch/messages/blocked/payload */
export interface ByMatchBlocked {
  state: string;
}

export const ByMatchBlocked: Validator<ByMatchBlocked> = z.looseObject({
  state: z.string(),
});
