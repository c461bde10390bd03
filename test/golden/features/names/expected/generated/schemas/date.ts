/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Date */
export interface Date_ {
  at?: string | undefined;
}

export const Date_: Validator<Date_> = z.looseObject({
  at: z.string().optional(),
});
