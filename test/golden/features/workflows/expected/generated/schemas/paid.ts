/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Paid */
export interface Paid {
  kind: "paid";
  id: string;
  cents: number;
}

export const Paid: Validator<Paid> = z.looseObject({
  kind: z.literal("paid"),
  id: z.string(),
  cents: json.integer(),
});
