/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/LightMeasured/payload */
export interface LightMeasured {
  lumens: number;
}

export const LightMeasured: Validator<LightMeasured> = z.looseObject({
  lumens: json.integer(),
});
