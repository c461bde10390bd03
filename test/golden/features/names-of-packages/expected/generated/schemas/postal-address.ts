/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/**
 * Postal address
 * @generated from #/components/schemas/Addr_c
 */
export interface PostalAddress {
  street?: string | undefined;
}

export const PostalAddress: Validator<PostalAddress> = z.looseObject({
  street: z.string().optional(),
});
