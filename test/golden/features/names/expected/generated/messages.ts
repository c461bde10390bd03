/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { Context } from "./schemas/context.js";
import { Contract } from "./schemas/contract.js";
import { Date_ } from "./schemas/date.js";
import { Incoming_ } from "./schemas/incoming.js";

/** @generated from #/components/messages/Contract */
export const contractMessage: MessageDefinition<Contract> = {
  name: "Contract",
  member: "contract",
  contentType: "application/json",
  payload: Contract,
};

/** @generated from #/components/messages/Out */
export const outMessage: MessageDefinition<Incoming_> = {
  name: "Out",
  member: "out",
  contentType: "application/json",
  payload: Incoming_,
};

/** @generated from #/components/messages/Delete */
export const deleteMessage: MessageDefinition<Context> = {
  name: "Delete",
  member: "delete",
  contentType: "application/json",
  payload: Context,
};

/** @generated from #/components/messages/Process */
export const processMessage: MessageDefinition<Date_> = {
  name: "Process",
  member: "process",
  contentType: "application/json",
  payload: Date_,
};
