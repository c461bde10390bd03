/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/questions/messages/question/payload */
export interface QuestionsQuestion {
  place: string;
}

export const QuestionsQuestion: Validator<QuestionsQuestion> = z.looseObject({
  place: z.string(),
});
