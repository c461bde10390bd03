/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { AuditLogged } from "./schemas/audit-logged.js";

/** @generated from #/channels/audit/messages/logged */
export const auditLoggedMessage: MessageDefinition<AuditLogged> = {
  name: "AuditLogged",
  member: "auditLogged",
  contentType: "application/json",
  payload: AuditLogged,
};
