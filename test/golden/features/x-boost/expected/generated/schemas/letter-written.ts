/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/LetterWritten/payload */
export interface LetterWritten {
  to: string;
}

export const LetterWritten: Validator<LetterWritten> = z.looseObject({
  to: z.string(),
});
