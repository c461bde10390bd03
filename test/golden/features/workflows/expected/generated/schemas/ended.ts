/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Ended */
export interface Ended {
  kind: "ended";
  id: string;
}

export const Ended: Validator<Ended> = z.looseObject({
  kind: z.literal("ended"),
  id: z.string(),
});
