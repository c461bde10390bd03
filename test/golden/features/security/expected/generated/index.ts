/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition } from "boost-gen/runtime";
import { auditLoggedMessage } from "./messages.js";
import { logOperation, type Publish } from "./operations.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export type ContractHandlers = object;

/** What a test sends. */
export type Incoming = object;

/** Audit 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "audit",
  title: "Audit",
  version: "1.0.0",
  role: "application",
  servers: {
    /**
     * The cluster of the region.
     * Protocol version 3.7.
     * `region`: Where the data lives. For example `eu`.
     * `password`: Ask the platform team.
     */
    cluster: {
      key: "cluster",
      protocol: "kafka",
      wireProtocol: "kafka-secure",
      host: "{region}.kafka.example:9093",
      variables: [{ name: "region", default: "eu", enum: ["eu", "us"] }],
      security: [
        { type: "scramSha512", name: "password" },
        { type: "X509", name: "certificate" },
        { type: "oauth2", name: "token", tokenUrl: "https://login.example/token", scopes: ["audit:write"] },
        {
          type: "openIdConnect",
          name: "openIdConnect",
          tokenUrl: "https://login.example/.well-known/openid-configuration",
        },
      ],
    },
    cache: {
      key: "cache",
      protocol: "redis",
      wireProtocol: "rediss",
      host: "cache.example:6379",
      pathname: "/2",
      security: [{ type: "apiKey", name: "apiKey", in: "password" }],
    },
  },
  operations: [logOperation],
  publishers: { auditLogged: { operation: logOperation, message: auditLoggedMessage } },
  incoming: {},
};

export type { Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { AuditLogged } from "./schemas/audit-logged.js";
