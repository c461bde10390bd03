/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/LampSwitched/payload */
export interface LampSwitched {
  on: boolean;
}

export const LampSwitched: Validator<LampSwitched> = z.looseObject({
  on: z.boolean(),
});
