/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messageTraits/commonHeaders/headers */
export interface CommonHeaders {
  traced: number;
}

export const CommonHeaders: Validator<CommonHeaders> = z.looseObject({
  traced: json.integer().min(0),
});
