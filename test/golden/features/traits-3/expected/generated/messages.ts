/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { LampSwitchedHeaders } from "./schemas/lamp-switched-headers.js";
import { LampSwitched } from "./schemas/lamp-switched.js";

/** @generated from #/components/messages/LampSwitched */
export const lampSwitchedMessage: MessageDefinition<LampSwitched, LampSwitchedHeaders> = {
  name: "LampSwitched",
  member: "lampSwitched",
  contentType: "application/json",
  payload: LampSwitched,
  headers: LampSwitchedHeaders,
  headerTypes: { floor: "integer", trace: "string" },
};
