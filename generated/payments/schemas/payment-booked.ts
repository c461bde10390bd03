/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/PaymentBooked/payload/schema */
export interface PaymentBooked {
  payment_id: string;
  account: string;
  /** A decimal of up to 12 digits, 2 of them after the point, as text. */
  amount: string;
}

export const PaymentBooked: Validator<PaymentBooked> = z.strictObject({
  payment_id: z.string(),
  account: z.string(),
  amount: z.string().regex(new RegExp("^-?\\d+(?:\\.\\d{1,2})?$", "u")),
});
