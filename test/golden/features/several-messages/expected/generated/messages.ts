/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type MessageDefinition, z } from "boost-gen/runtime";
import { ByContentTypeWritten } from "./schemas/by-content-type-written.js";
import { ByMatchBlocked } from "./schemas/by-match-blocked.js";
import { ByMatchIssued } from "./schemas/by-match-issued.js";
import { ByPropertyClosed } from "./schemas/by-property-closed.js";
import { ByPropertyOpened } from "./schemas/by-property-opened.js";
import { ByTrialCounted } from "./schemas/by-trial-counted.js";
import { ByTrialNamed } from "./schemas/by-trial-named.js";

/** @generated from #/channels/byProperty/messages/opened */
export const byPropertyOpenedMessage: MessageDefinition<ByPropertyOpened> = {
  name: "ByPropertyOpened",
  member: "byPropertyOpened",
  contentType: "application/json",
  payload: ByPropertyOpened,
};

/** @generated from #/channels/byProperty/messages/closed */
export const byPropertyClosedMessage: MessageDefinition<ByPropertyClosed> = {
  name: "ByPropertyClosed",
  member: "byPropertyClosed",
  contentType: "application/json",
  payload: ByPropertyClosed,
};

/** @generated from #/channels/byMatch/messages/issued */
export const byMatchIssuedMessage: MessageDefinition<ByMatchIssued> = {
  name: "ByMatchIssued",
  member: "byMatchIssued",
  contentType: "application/json",
  payload: ByMatchIssued,
};

/** @generated from #/channels/byMatch/messages/blocked */
export const byMatchBlockedMessage: MessageDefinition<ByMatchBlocked> = {
  name: "ByMatchBlocked",
  member: "byMatchBlocked",
  contentType: "application/json",
  payload: ByMatchBlocked,
};

/** @generated from #/channels/byContentType/messages/written */
export const byContentTypeWrittenMessage: MessageDefinition<ByContentTypeWritten> = {
  name: "ByContentTypeWritten",
  member: "byContentTypeWritten",
  contentType: "text/plain",
  payload: ByContentTypeWritten,
};

/** @generated from #/channels/byContentType/messages/scanned */
export const byContentTypeScannedMessage: MessageDefinition<Uint8Array> = {
  name: "ByContentTypeScanned",
  member: "byContentTypeScanned",
  contentType: "application/octet-stream",
  payload: z.instanceof(Uint8Array),
};

/** @generated from #/channels/byTrial/messages/counted */
export const byTrialCountedMessage: MessageDefinition<ByTrialCounted> = {
  name: "ByTrialCounted",
  member: "byTrialCounted",
  contentType: "application/json",
  payload: ByTrialCounted,
};

/** @generated from #/channels/byTrial/messages/named */
export const byTrialNamedMessage: MessageDefinition<ByTrialNamed> = {
  name: "ByTrialNamed",
  member: "byTrialNamed",
  contentType: "application/json",
  payload: ByTrialNamed,
};
