/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { readingsChannel } from "./channels.js";
import type { ReadingsReadingHeaders } from "./schemas/readings-reading-headers.js";
import type { ReadingsReading } from "./schemas/readings-reading.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onReading */
export interface OnReadingHandlers {
  readingsReading(message: ReadingsReading, context: Context<ReadingsReading, ReadingsReadingHeaders>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `readings`.
 * @generated from #/operations/onReading
 */
export const onReadingOperation: OperationDefinition = {
  key: "onReading",
  name: "onReading",
  action: "receive",
  channel: readingsChannel,
  messages: { readingsReading: { rules: [] } },
  options: {},
};
