/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/byProperty/messages/opened/payload */
export interface ByPropertyOpened {
  kind: "opened";
}

export const ByPropertyOpened: Validator<ByPropertyOpened> = z.looseObject({
  kind: z.literal("opened"),
});
