/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { eventsHappenedMessage } from "./messages.js";

/** @generated from #/channels/events */
export const eventsChannel: ChannelDefinition = {
  key: "events",
  address: "events",
  servers: [],
  messages: { eventsHappened: eventsHappenedMessage },
  dispatch: { by: "single" },
};
