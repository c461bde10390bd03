/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from ./address.avsc# */
export interface Address {
  street: string;
}

export const Address: Validator<Address> = z.strictObject({
  street: z.string(),
});
