/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { readingsChannel } from "./channels.js";
import type { ReadingsMeasured } from "./schemas/readings-measured.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onReading */
export interface OnReadingHandlers {
  readingsMeasured(
    message: ReadingsMeasured,
    context: Context<
      ReadingsMeasured,
      Readonly<Record<string, unknown>>,
      {
        /** Where it was measured. */
        readonly plant: "berlin" | "porto";
        /**
         * Number of the sensor.
         * For example `s-1`, `s-2`.
         */
        readonly sensor: string;
      }
    >,
  ): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  readonly readingsMeasured: Publisher<ReadingsMeasured, undefined, {
    /** Where it was measured. */
    readonly plant?: "berlin" | "porto";
    /**
     * Number of the sensor.
     * For example `s-1`, `s-2`.
     */
    readonly sensor?: string;
  }>;
}

/**
 * Receives from `readings.{plant}.{sensor}` (Kafka).
 * @generated from #/operations/onReading
 */
export const onReadingOperation: OperationDefinition = {
  key: "onReading",
  name: "onReading",
  action: "receive",
  channel: readingsChannel,
  messages: { readingsMeasured: { rules: [] } },
  options: {},
};

/**
 * Sends to `readings.{plant}.{sensor}` (Kafka).
 * @generated from #/operations/sendReading
 */
export const sendReadingOperation: OperationDefinition = {
  key: "sendReading",
  name: "sendReading",
  action: "send",
  channel: readingsChannel,
  messages: { readingsMeasured: { rules: [] } },
  options: {},
};
