/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Money */
export interface Money {
  amount?: string | undefined;
}

export const Money: Validator<Money> = z.looseObject({
  amount: z.string().optional(),
});
