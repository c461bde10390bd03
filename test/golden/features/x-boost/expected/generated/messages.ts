/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type MessageDefinition, z } from "boost-gen/runtime";
import { LetterWritten } from "./schemas/letter-written.js";

/** @generated from #/components/messages/LetterWritten */
export const letterWrittenMessage: MessageDefinition<LetterWritten> = {
  name: "LetterWritten",
  member: "letterWritten",
  contentType: "application/json",
  payload: LetterWritten,
};

/** @generated from #/components/messages/AlarmRaised */
export const alarmRaisedMessage: MessageDefinition = {
  name: "AlarmRaised",
  member: "alarmRaised",
  contentType: "application/json",
  payload: z.unknown(),
  key: [{ from: "parameter", name: "house" }],
};
