/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/Moved/payload */
export interface Moved {
  t: "moved";
}

export const Moved: Validator<Moved> = z.looseObject({
  t: z.literal("moved"),
});
