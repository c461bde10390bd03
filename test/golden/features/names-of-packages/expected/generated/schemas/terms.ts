/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/**
 * What both sides agree on, in full.
 * @generated from #/components/schemas/Terms
 */
export interface Terms {
  text?: string | undefined;
}

export const Terms: Validator<Terms> = z.looseObject({
  text: z.string().optional(),
});
