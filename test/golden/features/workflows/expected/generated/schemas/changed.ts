/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { Plan } from "./plan.js";

/** @generated from #/components/schemas/Changed */
export interface Changed {
  kind: "changed";
  id: string;
  plan: Plan;
}

export const Changed: Validator<Changed> = z.looseObject({
  kind: z.literal("changed"),
  id: z.string(),
  plan: Plan,
});
