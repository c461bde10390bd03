/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/Closed/payload */
export interface Closed {
  t: "closed";
}

export const Closed: Validator<Closed> = z.looseObject({
  t: z.literal("closed"),
});
