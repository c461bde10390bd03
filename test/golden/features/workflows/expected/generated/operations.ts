/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { subscriptionsChannel } from "./channels.js";
import type { Begun } from "./schemas/begun.js";
import type { Changed } from "./schemas/changed.js";
import type { Ended } from "./schemas/ended.js";
import type { Paid } from "./schemas/paid.js";
import {
  subscriptionBegunStartsSubscription,
  subscriptionChangedSignalsOrStartsSubscription,
  subscriptionChangedSignalsSubscription,
  subscriptionEndedSignalsSubscription,
  subscriptionPaidUpdatesSubscription,
  type Workflows,
} from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onSubscription */
export interface OnSubscriptionHandlers {
  /** Starts `Subscription` as `subscription-{id}`. */
  subscriptionBegun(message: Begun, context: Context<Begun>): Promise<void> | void;
  /**
   * Sends the signal `changed` to `Subscription` as `subscription-{id}` when its condition holds, and starts it if need be.
   * Sends the signal `changed` to `subscription-{id}`.
   */
  subscriptionChanged(message: Changed, context: Context<Changed>): Promise<void> | void;
  /** Sends the signal `end` to `subscription-{id}`. */
  subscriptionEnded(message: Ended, context: Context<Ended>): Promise<void> | void;
  /** Sends the update `book` to `subscription-{id}`. */
  subscriptionPaid(message: Paid, context: Context<Paid>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `subscriptions` (Kafka).
 * @generated from #/operations/onSubscription
 */
export const onSubscriptionOperation: OperationDefinition = {
  key: "onSubscription",
  name: "onSubscription",
  action: "receive",
  channel: subscriptionsChannel,
  messages: {
    subscriptionBegun: { rules: [subscriptionBegunStartsSubscription] },
    subscriptionChanged: {
      rules: [subscriptionChangedSignalsOrStartsSubscription, subscriptionChangedSignalsSubscription],
    },
    subscriptionEnded: { rules: [subscriptionEndedSignalsSubscription] },
    subscriptionPaid: { rules: [subscriptionPaidUpdatesSubscription] },
  },
  options: {},
};
