/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { paymentBookedMessage, paymentReceivedMessage } from "./messages.ts";

/**
 * What the bank reports. Payments of one account share a key and so their order.
 * @generated from #/channels/payments
 */
export const paymentsChannel: ChannelDefinition = {
  key: "payments",
  address: "payments.v1",
  servers: [],
  messages: { paymentReceived: paymentReceivedMessage },
  dispatch: { by: "single" },
};

/**
 * Payments that are in the books.
 * @generated from #/channels/bookings
 */
export const bookingsChannel: ChannelDefinition = {
  key: "bookings",
  address: "payments.booked.v1",
  servers: [],
  messages: { paymentBooked: paymentBookedMessage },
  dispatch: { by: "single" },
};
