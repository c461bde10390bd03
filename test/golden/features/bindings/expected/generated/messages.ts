/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { LabelsLabelPrinted } from "./schemas/labels-label-printed.js";
import { ParcelSent } from "./schemas/parcel-sent.js";

/** @generated from #/components/messages/ParcelSent */
export const parcelSentMessage: MessageDefinition<ParcelSent> = {
  name: "ParcelSent",
  member: "parcelSent",
  contentType: "application/json",
  payload: ParcelSent,
};

/** @generated from #/channels/labels/messages/labelPrinted */
export const labelsLabelPrintedMessage: MessageDefinition<LabelsLabelPrinted> = {
  name: "LabelsLabelPrinted",
  member: "labelsLabelPrinted",
  contentType: "text/plain",
  payload: LabelsLabelPrinted,
};
