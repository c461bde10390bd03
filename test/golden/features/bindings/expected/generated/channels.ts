/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { labelsLabelPrintedMessage, parcelSentMessage } from "./messages.js";

/** @generated from #/channels/parcels */
export const parcelsChannel: ChannelDefinition = {
  key: "parcels",
  address: "parcels",
  servers: ["kafka"],
  messages: { parcelSent: parcelSentMessage },
  dispatch: { by: "single" },
  binding: { topic: "parcels.v2", partitions: 12 },
};

/** @generated from #/channels/labels */
export const labelsChannel: ChannelDefinition = {
  key: "labels",
  address: "labels.new",
  servers: ["rabbit"],
  messages: { labelsLabelPrinted: labelsLabelPrintedMessage },
  dispatch: { by: "single" },
  binding: { is: "routingKey", exchange: { name: "labels", type: "topic", durable: true, autoDelete: false } },
};
