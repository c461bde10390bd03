/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { paymentBookedMessage, paymentReceivedMessage } from "./messages.ts";
import { bookPaymentOperation, type OnPaymentHandlers, onPaymentOperation, type Publish } from "./operations.ts";
import type { PaymentReceivedInput } from "./schemas/payment-received.ts";
import type { Workflows } from "./workflows.ts";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onPayment: OnPaymentHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly paymentReceived: IncomingMessage<PaymentReceivedInput>;
}

/**
 * Payments 1.0.0
 *
 * Payments that a bank reports in Avro, and what the books say of them.
 *
 * License: MIT
 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "payments",
  title: "Payments",
  version: "1.0.0",
  role: "application",
  servers: {
    /** The shop's Kafka cluster, with its schema registry. */
    kafka: {
      key: "kafka",
      protocol: "kafka",
      wireProtocol: "kafka",
      host: "localhost:9092",
      binding: { schemaRegistryUrl: "http://localhost:8081", schemaRegistryVendor: "confluent" },
    },
  },
  operations: [onPaymentOperation, bookPaymentOperation],
  publishers: { paymentBooked: { operation: bookPaymentOperation, message: paymentBookedMessage } },
  incoming: { paymentReceived: { operation: onPaymentOperation, message: paymentReceivedMessage } },
};

export type { OnPaymentHandlers, Publish } from "./operations.ts";
export type { Workflows } from "./workflows.ts";
export { PaymentBooked } from "./schemas/payment-booked.ts";
export { PaymentReceived } from "./schemas/payment-received.ts";
export type { PaymentReceivedInput } from "./schemas/payment-received.ts";
export { Currency } from "./schemas/currency.ts";
