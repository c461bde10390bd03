/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/byProperty/messages/closed/payload */
export interface ByPropertyClosed {
  kind: "closed";
}

export const ByPropertyClosed: Validator<ByPropertyClosed> = z.looseObject({
  kind: z.literal("closed"),
});
