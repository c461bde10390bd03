/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/readings/messages/reading/payload */
export interface ReadingsReading {
  id: string;
}

export const ReadingsReading: Validator<ReadingsReading> = z.looseObject({
  id: z.string(),
});
