/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/readings/messages/reading/headers */
export type ReadingsReadingHeaders = Record<string, unknown>;

export const ReadingsReadingHeaders: Validator<ReadingsReadingHeaders> = json.object(
  {},
  { patterns: [[new RegExp("^x-count-[a-z]+$", "u"), json.integer()], [json.pattern("^(a|aa)+$"), z.boolean()]] },
);
