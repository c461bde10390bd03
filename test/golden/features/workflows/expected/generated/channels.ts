/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import {
  subscriptionBegunMessage,
  subscriptionChangedMessage,
  subscriptionEndedMessage,
  subscriptionPaidMessage,
} from "./messages.js";

/** @generated from #/channels/subscriptions */
export const subscriptionsChannel: ChannelDefinition = {
  key: "subscriptions",
  address: "subscriptions",
  servers: [],
  messages: {
    subscriptionBegun: subscriptionBegunMessage,
    subscriptionChanged: subscriptionChangedMessage,
    subscriptionEnded: subscriptionEndedMessage,
    subscriptionPaid: subscriptionPaidMessage,
  },
  dispatch: {
    by: "payload",
    path: ["kind"],
    cases: [
      ["begun", "subscriptionBegun"],
      ["changed", "subscriptionChanged"],
      ["ended", "subscriptionEnded"],
      ["paid", "subscriptionPaid"],
    ],
  },
};
