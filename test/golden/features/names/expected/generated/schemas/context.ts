/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Context */
export interface Context {
  kind: "context";
}

export const Context: Validator<Context> = z.looseObject({
  kind: z.literal("context"),
});
