/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { PaymentBooked } from "./schemas/payment-booked.ts";
import { PaymentReceived } from "./schemas/payment-received.ts";

/**
 * Money arrived.
 * @generated from #/components/messages/PaymentReceived
 */
export const paymentReceivedMessage: MessageDefinition<PaymentReceived> = {
  name: "PaymentReceived",
  member: "paymentReceived",
  contentType: "avro/binary",
  payload: PaymentReceived,
  wire: {
    format: "avro",
    schema: "{\"type\":\"record\",\"name\":\"shop.payments.PaymentReceived\",\"fields\":[{\"name\":\"payment_id\",\"type\":\"string\"},{\"name\":\"account\",\"type\":\"string\"},{\"name\":\"amount\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":2}},{\"name\":\"currency\",\"type\":{\"type\":\"enum\",\"name\":\"shop.payments.Currency\",\"symbols\":[\"EUR\",\"CHF\"]}},{\"name\":\"received_at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}},{\"name\":\"reference\",\"type\":[\"null\",\"string\"],\"default\":null}]}",
  },
  examples: [
    {
      name: "rent",
      payload: {
        payment_id: "p-1",
        account: "DE-1",
        amount: "640.00",
        currency: "EUR",
        received_at: "2026-01-02T03:04:05.678Z",
        reference: "rent",
      },
    },
  ],
};

/**
 * A payment is in the books.
 * @generated from #/components/messages/PaymentBooked
 */
export const paymentBookedMessage: MessageDefinition<PaymentBooked> = {
  name: "PaymentBooked",
  member: "paymentBooked",
  contentType: "avro/binary",
  payload: PaymentBooked,
  wire: {
    format: "avro",
    schema: "{\"type\":\"record\",\"name\":\"shop.payments.PaymentBooked\",\"fields\":[{\"name\":\"payment_id\",\"type\":\"string\"},{\"name\":\"account\",\"type\":\"string\"},{\"name\":\"amount\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":12,\"scale\":2}}]}",
  },
  key: [{ from: "payload", path: ["account"] }],
};
