/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { Plan } from "./plan.js";

/** @generated from #/components/schemas/Begun */
export interface Begun {
  kind: "begun";
  id: string;
  plan: Plan;
}

export const Begun: Validator<Begun> = z.looseObject({
  kind: z.literal("begun"),
  id: z.string(),
  plan: Plan,
});
