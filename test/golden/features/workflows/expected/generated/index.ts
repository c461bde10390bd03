/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import {
  subscriptionBegunMessage,
  subscriptionChangedMessage,
  subscriptionEndedMessage,
  subscriptionPaidMessage,
} from "./messages.js";
import { type OnSubscriptionHandlers, onSubscriptionOperation, type Publish } from "./operations.js";
import type { Begun } from "./schemas/begun.js";
import type { Changed } from "./schemas/changed.js";
import type { Ended } from "./schemas/ended.js";
import type { Paid } from "./schemas/paid.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onSubscription: OnSubscriptionHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly subscriptionBegun: IncomingMessage<Begun>;
  readonly subscriptionChanged: IncomingMessage<Changed>;
  readonly subscriptionEnded: IncomingMessage<Ended>;
  readonly subscriptionPaid: IncomingMessage<Paid>;
}

/** Subscriptions 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "subscriptions",
  title: "Subscriptions",
  version: "1.0.0",
  role: "application",
  servers: { kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onSubscriptionOperation],
  publishers: {},
  incoming: {
    subscriptionBegun: { operation: onSubscriptionOperation, message: subscriptionBegunMessage },
    subscriptionChanged: { operation: onSubscriptionOperation, message: subscriptionChangedMessage },
    subscriptionEnded: { operation: onSubscriptionOperation, message: subscriptionEndedMessage },
    subscriptionPaid: { operation: onSubscriptionOperation, message: subscriptionPaidMessage },
  },
  temporal: { namespace: "billing", taskQueue: "subscriptions" },
};

export type { OnSubscriptionHandlers, Publish } from "./operations.js";
export type { Subscription, SubscriptionSignals, SubscriptionUpdates, Workflows } from "./workflows.js";
export { Begun } from "./schemas/begun.js";
export { Changed } from "./schemas/changed.js";
export { Ended } from "./schemas/ended.js";
export { Paid } from "./schemas/paid.js";
export { Plan } from "./schemas/plan.js";
