/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { größeGeändertMessage, 注文作成Message } from "./messages.js";
import { type Publish, type 受注Handlers, 受注Operation } from "./operations.js";
import type { GrößeGeändert } from "./schemas/größe-geändert.js";
import type { 注文 } from "./schemas/注文.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly 受注: 受注Handlers;
}

/** What a test sends. */
export interface Incoming {
  readonly 注文作成: IncomingMessage<注文>;
  readonly größeGeändert: IncomingMessage<GrößeGeändert>;
}

/** 注文 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "u6ce8-u6587",
  title: "注文",
  version: "1.0.0",
  role: "application",
  servers: { main: { key: "main", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [受注Operation],
  publishers: {},
  incoming: {
    注文作成: { operation: 受注Operation, message: 注文作成Message },
    größeGeändert: { operation: 受注Operation, message: größeGeändertMessage },
  },
};

export type { Publish, 受注Handlers } from "./operations.js";
export type { Workflows, ЗаказСоздан } from "./workflows.js";
export { GrößeGeändert, GrößeGeändertसंदेश } from "./schemas/größe-geändert.js";
export { 注文, 注文顧客 } from "./schemas/注文.js";
