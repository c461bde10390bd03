/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/Made/payload */
export interface Made {
  t: "made";
}

export const Made: Validator<Made> = z.looseObject({
  t: z.literal("made"),
});
