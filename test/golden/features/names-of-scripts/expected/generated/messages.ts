/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { GrößeGeändert } from "./schemas/größe-geändert.js";
import { 注文 } from "./schemas/注文.js";

/** @generated from #/components/messages/注文作成 */
export const 注文作成Message: MessageDefinition<注文> = {
  name: "注文作成",
  member: "注文作成",
  contentType: "application/json",
  payload: 注文,
};

/** @generated from #/components/messages/größe geändert */
export const größeGeändertMessage: MessageDefinition<GrößeGeändert> = {
  name: "GrößeGeändert",
  member: "größeGeändert",
  contentType: "application/json",
  payload: GrößeGeändert,
};
