/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/readings/messages/measured/payload */
export interface ReadingsMeasured {
  sensor: string;
  value: number;
}

export const ReadingsMeasured: Validator<ReadingsMeasured> = z.looseObject({
  sensor: z.string(),
  value: z.number(),
});
