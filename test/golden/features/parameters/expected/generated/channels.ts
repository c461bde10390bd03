/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { readingsMeasuredMessage } from "./messages.js";

/** @generated from #/channels/readings */
export const readingsChannel: ChannelDefinition = {
  key: "readings",
  address: "readings.{plant}.{sensor}",
  parameters: [
    { key: "plant", enum: ["berlin", "porto"], default: "porto" },
    { key: "sensor", location: { from: "payload", path: ["sensor"] } },
  ],
  servers: [],
  messages: { readingsMeasured: readingsMeasuredMessage },
  dispatch: { by: "single" },
};
