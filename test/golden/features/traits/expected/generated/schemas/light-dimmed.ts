/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/LightDimmed/payload */
export interface LightDimmed {
  percent: number;
}

export const LightDimmed: Validator<LightDimmed> = z.looseObject({
  percent: z.int().min(0).max(100),
});
