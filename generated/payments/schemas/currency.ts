/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from ./payments/payment-received.avsc#/fields/3/type */
export type Currency = "EUR" | "CHF";

export const Currency: Validator<Currency> = z.enum(["EUR", "CHF"]);
