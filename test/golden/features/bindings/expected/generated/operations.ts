/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { labelsChannel, parcelsChannel } from "./channels.js";
import type { LabelsLabelPrinted } from "./schemas/labels-label-printed.js";
import type { ParcelSent } from "./schemas/parcel-sent.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onParcel */
export interface OnParcelHandlers {
  parcelSent(message: ParcelSent, context: Context<ParcelSent>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  readonly labelsLabelPrinted: Publisher<LabelsLabelPrinted>;
}

/**
 * Receives from `parcels.v2` (Kafka).
 * @generated from #/operations/onParcel
 */
export const onParcelOperation: OperationDefinition = {
  key: "onParcel",
  name: "onParcel",
  action: "receive",
  channel: parcelsChannel,
  messages: { parcelSent: { rules: [] } },
  options: {},
  binding: { groupId: { type: "string", const: "warehouse" }, clientId: { type: "string", default: "scanner" } },
};

/**
 * Sends to `labels.new` (RabbitMQ).
 * @generated from #/operations/printLabel
 */
export const printLabelOperation: OperationDefinition = {
  key: "printLabel",
  name: "printLabel",
  action: "send",
  channel: labelsChannel,
  messages: { labelsLabelPrinted: { rules: [] } },
  options: {},
  binding: { deliveryMode: 2, priority: 4, cc: ["labels.copy"] },
};
