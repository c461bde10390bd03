/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { CommonHeaders } from "./schemas/common-headers.js";
import { LightDimmed } from "./schemas/light-dimmed.js";
import { LightMeasured } from "./schemas/light-measured.js";

/** @generated from #/components/messages/LightMeasured */
export const lightMeasuredMessage: MessageDefinition<LightMeasured, CommonHeaders> = {
  name: "LightMeasured",
  member: "lightMeasured",
  contentType: "application/json",
  payload: LightMeasured,
  headers: CommonHeaders,
  headerTypes: { traced: "integer" },
};

/** @generated from #/components/messages/LightDimmed */
export const lightDimmedMessage: MessageDefinition<LightDimmed, CommonHeaders> = {
  name: "LightDimmed",
  member: "lightDimmed",
  contentType: "application/json",
  payload: LightDimmed,
  headers: CommonHeaders,
  headerTypes: { traced: "integer" },
};
