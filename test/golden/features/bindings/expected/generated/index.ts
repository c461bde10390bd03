/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { labelsLabelPrintedMessage, parcelSentMessage } from "./messages.js";
import { type OnParcelHandlers, onParcelOperation, printLabelOperation, type Publish } from "./operations.js";
import type { ParcelSent } from "./schemas/parcel-sent.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onParcel: OnParcelHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly parcelSent: IncomingMessage<ParcelSent>;
}

/** Parcels 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "parcels",
  title: "Parcels",
  version: "1.0.0",
  role: "application",
  servers: {
    kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" },
    rabbit: { key: "rabbit", protocol: "amqp", wireProtocol: "amqp", host: "localhost:5672" },
  },
  operations: [onParcelOperation, printLabelOperation],
  publishers: { labelsLabelPrinted: { operation: printLabelOperation, message: labelsLabelPrintedMessage } },
  incoming: { parcelSent: { operation: onParcelOperation, message: parcelSentMessage } },
};

export type { OnParcelHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { LabelsLabelPrinted } from "./schemas/labels-label-printed.js";
export { ParcelSent } from "./schemas/parcel-sent.js";
