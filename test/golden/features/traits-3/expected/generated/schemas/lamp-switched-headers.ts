/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/LampSwitched/headers */
export interface LampSwitchedHeaders {
  floor?: number | undefined;
  trace: string;
}

export const LampSwitchedHeaders: Validator<LampSwitchedHeaders> = z.looseObject({
  floor: json.integer().optional(),
  trace: z.string(),
});
