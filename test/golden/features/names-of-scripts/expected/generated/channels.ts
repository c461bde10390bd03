/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { größeGeändertMessage, 注文作成Message } from "./messages.js";

/** @generated from #/channels/注文 */
export const 注文Channel: ChannelDefinition = {
  key: "注文",
  address: "orders",
  servers: [],
  messages: { 注文作成: 注文作成Message, größeGeändert: größeGeändertMessage },
  dispatch: { by: "trial", mode: "exact" },
};
