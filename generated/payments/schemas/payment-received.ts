/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { Currency } from "./currency.ts";

/**
 * Money arrived on an account.
 * @generated from ./payments/payment-received.avsc#
 */
export interface PaymentReceived {
  payment_id: string;
  account: string;
  /** A decimal of up to 12 digits, 2 of them after the point, as text. */
  amount: string;
  currency: Currency;
  /** A moment: `2024-02-29T10:15:30.250Z`. */
  received_at: string;
  /** Default: `null`. */
  reference: string | null;
}

/** `PaymentReceived` as it is published: what has a default may be left out. */
export interface PaymentReceivedInput {
  payment_id: string;
  account: string;
  /** A decimal of up to 12 digits, 2 of them after the point, as text. */
  amount: string;
  currency: Currency;
  /** A moment: `2024-02-29T10:15:30.250Z`. */
  received_at: string;
  /** Default: `null`. */
  reference?: string | null | undefined;
}

export const PaymentReceived: Validator<PaymentReceived> = z.strictObject({
  payment_id: z.string(),
  account: z.string(),
  amount: z.string().regex(new RegExp("^-?\\d+(?:\\.\\d{1,2})?$", "u")),
  currency: Currency,
  received_at: z.string().regex(new RegExp("^(?:\\d{4}|[+-]\\d{6,9})-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})$", "u")),
  reference: z.string().nullable(),
});
