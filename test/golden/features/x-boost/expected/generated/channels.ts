/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { alarmRaisedMessage, letterWrittenMessage } from "./messages.js";

/** @generated from #/channels/letters */
export const lettersChannel: ChannelDefinition = {
  key: "letters",
  address: "letters",
  servers: ["rabbit"],
  messages: { letterWritten: letterWrittenMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/alarms */
export const alarmsChannel: ChannelDefinition = {
  key: "alarms",
  address: "alarms.{house}",
  parameters: [{ key: "house" }],
  servers: ["redis"],
  redis: { kind: "pubsub", envelope: true },
  messages: { alarmRaised: alarmRaisedMessage },
  dispatch: { by: "single" },
};
