/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { bookingsChannel, paymentsChannel } from "./channels.ts";
import type { PaymentBooked } from "./schemas/payment-booked.ts";
import type { PaymentReceived } from "./schemas/payment-received.ts";
import type { Workflows } from "./workflows.ts";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * Books a payment.
 * @generated from #/operations/onPayment
 */
export interface OnPaymentHandlers {
  /** Money arrived. */
  paymentReceived(message: PaymentReceived, context: Context<PaymentReceived>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  /** A payment is in the books. */
  readonly paymentBooked: Publisher<PaymentBooked>;
}

/**
 * Receives from `payments.v1` (Kafka).
 *
 * Books a payment.
 *
 * @generated from #/operations/onPayment
 */
export const onPaymentOperation: OperationDefinition = {
  key: "onPayment",
  name: "onPayment",
  action: "receive",
  channel: paymentsChannel,
  messages: { paymentReceived: { rules: [] } },
  options: {
    group: "payment-service",
    concurrency: 8,
    retry: { attempts: 4, initialInterval: 200, maxInterval: 5000 },
    deadLetter: "payments.v1.dlq",
  },
};

/**
 * Sends to `payments.booked.v1` (Kafka).
 *
 * Tells that a payment is in the books.
 *
 * @generated from #/operations/bookPayment
 */
export const bookPaymentOperation: OperationDefinition = {
  key: "bookPayment",
  name: "bookPayment",
  action: "send",
  channel: bookingsChannel,
  messages: { paymentBooked: { rules: [] } },
  options: {},
};
