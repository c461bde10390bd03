/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { lampSwitchedMessage } from "./messages.js";

/** @generated from #/channels/lamps */
export const lampsChannel: ChannelDefinition = {
  key: "lamps",
  address: "lamps",
  servers: [],
  messages: { lampSwitched: lampSwitchedMessage },
  dispatch: { by: "single" },
};
