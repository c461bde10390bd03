/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Plan */
export type Plan = "trial" | "small" | "large";

export const Plan: Validator<Plan> = z.enum(["trial", "small", "large"]);
