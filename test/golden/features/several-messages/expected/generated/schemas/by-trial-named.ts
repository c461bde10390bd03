/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/byTrial/messages/named/payload */
export interface ByTrialNamed {
  name: string;
}

export const ByTrialNamed: Validator<ByTrialNamed> = z.looseObject({
  name: z.string(),
});
