/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Contract */
export interface Contract {
  kind: "contract";
  number: string;
  class: string;
  message: string;
}

export const Contract: Validator<Contract> = z.looseObject({
  kind: z.literal("contract"),
  number: z.string(),
  class: z.string(),
  message: z.string(),
});
