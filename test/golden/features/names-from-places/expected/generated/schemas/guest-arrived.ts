/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/**
 * Guest arrived
 * @generated from ./parts.json#/oneOf/0
 */
export interface GuestArrived {
  t: "arrived";
}

export const GuestArrived: Validator<GuestArrived> = z.looseObject({
  t: z.literal("arrived"),
});
