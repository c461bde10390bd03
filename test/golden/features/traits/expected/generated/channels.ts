/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { lightDimmedMessage, lightMeasuredMessage } from "./messages.js";

/** @generated from #/channels/lights.measured */
export const lightsMeasuredChannel: ChannelDefinition = {
  key: "lights.measured",
  address: "lights.measured",
  servers: [],
  messages: { lightMeasured: lightMeasuredMessage },
  dispatch: { by: "single" },
};

/** @generated from #/channels/lights.dimmed */
export const lightsDimmedChannel: ChannelDefinition = {
  key: "lights.dimmed",
  address: "lights.dimmed",
  servers: [],
  messages: { lightDimmed: lightDimmedMessage },
  dispatch: { by: "single" },
};
