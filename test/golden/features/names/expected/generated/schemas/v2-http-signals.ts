/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/V2HTTPSignals */
export interface V2HTTPSignals_ {
  no?: number | undefined;
}

export const V2HTTPSignals_: Validator<V2HTTPSignals_> = z.looseObject({
  no: json.integer().optional(),
});
