/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Incoming */
export interface Incoming_ {
  kind: "incoming";
  a: string;
}

export const Incoming_: Validator<Incoming_> = z.looseObject({
  kind: z.literal("incoming"),
  a: z.string(),
});
