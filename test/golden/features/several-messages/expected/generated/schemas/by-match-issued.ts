/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/byMatch/messages/issued/payload */
export interface ByMatchIssued {
  state: string;
}

export const ByMatchIssued: Validator<ByMatchIssued> = z.looseObject({
  state: z.string(),
});
