/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { auditLoggedMessage } from "./messages.js";

/** @generated from #/channels/audit */
export const auditChannel: ChannelDefinition = {
  key: "audit",
  address: "audit",
  servers: ["cluster"],
  messages: { auditLogged: auditLoggedMessage },
  dispatch: { by: "single" },
};
