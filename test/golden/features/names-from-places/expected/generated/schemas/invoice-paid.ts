/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/InvoicePaid */
export interface InvoicePaid {
  at: string;
}

export const InvoicePaid: Validator<InvoicePaid> = z.looseObject({
  at: z.string(),
});
