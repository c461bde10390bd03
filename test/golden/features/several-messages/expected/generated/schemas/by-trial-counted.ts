/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/byTrial/messages/counted/payload */
export interface ByTrialCounted {
  count: number;
}

export const ByTrialCounted: Validator<ByTrialCounted> = z.looseObject({
  count: json.integer(),
});
