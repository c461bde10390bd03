/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { Begun } from "./schemas/begun.js";
import { Changed } from "./schemas/changed.js";
import { Ended } from "./schemas/ended.js";
import { Paid } from "./schemas/paid.js";

/** @generated from #/components/messages/SubscriptionBegun */
export const subscriptionBegunMessage: MessageDefinition<Begun> = {
  name: "SubscriptionBegun",
  member: "subscriptionBegun",
  contentType: "application/json",
  payload: Begun,
};

/** @generated from #/components/messages/SubscriptionChanged */
export const subscriptionChangedMessage: MessageDefinition<Changed> = {
  name: "SubscriptionChanged",
  member: "subscriptionChanged",
  contentType: "application/json",
  payload: Changed,
};

/** @generated from #/components/messages/SubscriptionEnded */
export const subscriptionEndedMessage: MessageDefinition<Ended> = {
  name: "SubscriptionEnded",
  member: "subscriptionEnded",
  contentType: "application/json",
  payload: Ended,
};

/** @generated from #/components/messages/SubscriptionPaid */
export const subscriptionPaidMessage: MessageDefinition<Paid> = {
  name: "SubscriptionPaid",
  member: "subscriptionPaid",
  contentType: "application/json",
  payload: Paid,
};
