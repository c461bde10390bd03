/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { readingsReadingMessage } from "./messages.js";

/** @generated from #/channels/readings */
export const readingsChannel: ChannelDefinition = {
  key: "readings",
  address: "readings",
  servers: [],
  messages: { readingsReading: readingsReadingMessage },
  dispatch: { by: "single" },
};
