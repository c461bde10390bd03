/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import {
  bookingArrivedMessage,
  bookingCheckedOutMessage,
  bookingOfferedMessage,
  closedMessage,
  extendedMessage,
  madeMessage,
  movedMessage,
} from "./messages.js";

/** @generated from #/channels/booking */
export const bookingChannel: ChannelDefinition = {
  key: "booking",
  address: "booking",
  servers: [],
  messages: {
    made: madeMessage,
    moved: movedMessage,
    closed: closedMessage,
    bookingOffered: bookingOfferedMessage,
    bookingCheckedOut: bookingCheckedOutMessage,
    bookingArrived: bookingArrivedMessage,
    extended: extendedMessage,
  },
  dispatch: {
    by: "payload",
    path: ["t"],
    cases: [
      ["made", "made"],
      ["moved", "moved"],
      ["closed", "closed"],
      ["offered", "bookingOffered"],
      ["checked-out", "bookingCheckedOut"],
      ["arrived", "bookingArrived"],
      ["extended", "extended"],
    ],
  },
};
