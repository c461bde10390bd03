/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/InvoiceSent */
export interface InvoiceSent {
  due: string;
}

export const InvoiceSent: Validator<InvoiceSent> = z.looseObject({
  due: z.string(),
});
