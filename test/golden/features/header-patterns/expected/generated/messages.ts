/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type MessageDefinition } from "boost-gen/runtime";
import { ReadingsReadingHeaders } from "./schemas/readings-reading-headers.js";
import { ReadingsReading } from "./schemas/readings-reading.js";

/** @generated from #/channels/readings/messages/reading */
export const readingsReadingMessage: MessageDefinition<ReadingsReading, ReadingsReadingHeaders> = {
  name: "ReadingsReading",
  member: "readingsReading",
  contentType: "application/json",
  payload: ReadingsReading,
  headers: ReadingsReadingHeaders,
  headerPatterns: [[new RegExp("^x-count-[a-z]+$", "u"), "integer"], [json.pattern("^(a|aa)+$"), "boolean"]],
};
