/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import {
  byContentTypeScannedMessage,
  byContentTypeWrittenMessage,
  byMatchBlockedMessage,
  byMatchIssuedMessage,
  byPropertyClosedMessage,
  byPropertyOpenedMessage,
  byTrialCountedMessage,
  byTrialNamedMessage,
} from "./messages.js";

/** @generated from #/channels/byProperty */
export const byPropertyChannel: ChannelDefinition = {
  key: "byProperty",
  address: "accounts",
  servers: [],
  messages: { byPropertyOpened: byPropertyOpenedMessage, byPropertyClosed: byPropertyClosedMessage },
  dispatch: { by: "payload", path: ["kind"], cases: [["opened", "byPropertyOpened"], ["closed", "byPropertyClosed"]] },
};

/** @generated from #/channels/byMatch */
export const byMatchChannel: ChannelDefinition = {
  key: "byMatch",
  address: "cards",
  servers: [],
  messages: { byMatchIssued: byMatchIssuedMessage, byMatchBlocked: byMatchBlockedMessage },
  dispatch: { by: "payload", path: ["state"], cases: [["new", "byMatchIssued"], ["gone", "byMatchBlocked"]] },
};

/** @generated from #/channels/byContentType */
export const byContentTypeChannel: ChannelDefinition = {
  key: "byContentType",
  address: "notes",
  servers: [],
  messages: { byContentTypeWritten: byContentTypeWrittenMessage, byContentTypeScanned: byContentTypeScannedMessage },
  dispatch: {
    by: "contentType",
    cases: [["text/plain", "byContentTypeWritten"], ["application/octet-stream", "byContentTypeScanned"]],
  },
};

/** @generated from #/channels/byTrial */
export const byTrialChannel: ChannelDefinition = {
  key: "byTrial",
  address: "rest",
  servers: [],
  messages: { byTrialCounted: byTrialCountedMessage, byTrialNamed: byTrialNamedMessage },
  dispatch: { by: "trial", mode: "first" },
};
