/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import {
  bookingArrivedMessage,
  bookingCheckedOutMessage,
  bookingOfferedMessage,
  closedMessage,
  extendedMessage,
  invoicePaidMessage,
  invoiceSentMessage,
  madeMessage,
  movedMessage,
  visitorArrivedMessage,
  visitorLeftMessage,
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

/** @generated from #/channels/visitor */
export const visitorChannel: ChannelDefinition = {
  key: "visitor",
  address: "visitor",
  servers: [],
  messages: { visitorArrived: visitorArrivedMessage, visitorLeft: visitorLeftMessage },
  dispatch: { by: "header", path: ["k"], cases: [["arrived", "visitorArrived"], ["left", "visitorLeft"]] },
};

/** @generated from #/channels/invoice */
export const invoiceChannel: ChannelDefinition = {
  key: "invoice",
  address: "invoice",
  servers: [],
  messages: { invoiceSent: invoiceSentMessage, invoicePaid: invoicePaidMessage },
  dispatch: { by: "trial", mode: "first" },
};
