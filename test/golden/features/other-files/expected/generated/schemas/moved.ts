/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from ./parts/messages.json#/moved/payload */
export interface Moved {
  to: string;
}

export const Moved: Validator<Moved> = z.looseObject({
  to: z.string(),
});
