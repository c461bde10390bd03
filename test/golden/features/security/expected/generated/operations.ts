/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { OperationDefinition, Publisher } from "boost-gen/runtime";
import { auditChannel } from "./channels.js";
import type { AuditLogged } from "./schemas/audit-logged.js";

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  readonly auditLogged: Publisher<AuditLogged>;
}

/**
 * Sends to `audit` (Kafka).
 * @generated from #/operations/log
 */
export const logOperation: OperationDefinition = {
  key: "log",
  name: "log",
  action: "send",
  channel: auditChannel,
  messages: { auditLogged: { rules: [] } },
  options: {},
};
