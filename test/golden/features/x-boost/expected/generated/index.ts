/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { alarmRaisedMessage, letterWrittenMessage } from "./messages.js";
import {
  type OnAlarmHandlers,
  onAlarmOperation,
  type OnLetterHandlers,
  onLetterOperation,
  type Publish,
} from "./operations.js";
import type { LetterWritten } from "./schemas/letter-written.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onLetter: OnLetterHandlers;
  readonly onAlarm: OnAlarmHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly letterWritten: IncomingMessage<LetterWritten>;
  readonly alarmRaised: IncomingMessage<unknown>;
}

/** Mail 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "mail",
  title: "Mail",
  version: "1.0.0",
  role: "application",
  servers: {
    rabbit: { key: "rabbit", protocol: "amqp", wireProtocol: "amqp", host: "localhost:5672" },
    redis: { key: "redis", protocol: "redis", wireProtocol: "redis", host: "localhost:6379" },
  },
  operations: [onLetterOperation, onAlarmOperation],
  publishers: {},
  incoming: {
    letterWritten: { operation: onLetterOperation, message: letterWrittenMessage },
    alarmRaised: { operation: onAlarmOperation, message: alarmRaisedMessage },
  },
};

export type { OnAlarmHandlers, OnLetterHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { LetterWritten } from "./schemas/letter-written.js";
