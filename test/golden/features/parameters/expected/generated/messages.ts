/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { ReadingsMeasured } from "./schemas/readings-measured.js";

/** @generated from #/channels/readings/messages/measured */
export const readingsMeasuredMessage: MessageDefinition<ReadingsMeasured> = {
  name: "ReadingsMeasured",
  member: "readingsMeasured",
  contentType: "application/json",
  payload: ReadingsMeasured,
};
