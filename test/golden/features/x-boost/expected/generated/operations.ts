/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { alarmsChannel, lettersChannel } from "./channels.js";
import type { LetterWritten } from "./schemas/letter-written.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onLetter */
export interface OnLetterHandlers {
  letterWritten(message: LetterWritten, context: Context<LetterWritten>): Promise<void> | void;
}

/** @generated from #/operations/onAlarm */
export interface OnAlarmHandlers {
  alarmRaised(
    message: unknown,
    context: Context<unknown, Readonly<Record<string, unknown>>, { readonly house: string }>,
  ): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `letters` (RabbitMQ).
 * @generated from #/operations/onLetter
 */
export const onLetterOperation: OperationDefinition = {
  key: "onLetter",
  name: "onLetter",
  action: "receive",
  channel: lettersChannel,
  messages: { letterWritten: { rules: [] } },
  options: {
    retry: { attempts: 4, initialInterval: 500, multiplier: 3, maxInterval: 30000 },
    deadLetter: "mail.dead",
    group: "post-office",
    concurrency: 8,
    ordering: "key",
    timeout: 60000,
    amqp: {
      declare: "create",
      queueType: "quorum",
      prefetch: 32,
      singleActive: true,
      arguments: { "x-max-length": 1000 },
    },
    orderBy: [{ from: "payload", path: ["to"] }],
  },
};

/**
 * Receives from `alarms.{house}` (Redis).
 * @generated from #/operations/onAlarm
 */
export const onAlarmOperation: OperationDefinition = {
  key: "onAlarm",
  name: "onAlarm",
  action: "receive",
  channel: alarmsChannel,
  messages: { alarmRaised: { rules: [] } },
  options: {
    retry: { attempts: 4, initialInterval: 500 },
    deadLetter: false,
    delivery: "at-most-once",
    redis: { kind: "pubsub", envelope: true },
  },
};
