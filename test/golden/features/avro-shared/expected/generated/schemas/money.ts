/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { Currency } from "./currency.js";

/** @generated from #/components/schemas/Money */
export interface Money {
  /** Default: `9223372036854775807`. */
  cents: string;
  currency: Currency;
}

/** `Money` as it is published: what has a default may be left out. */
export interface MoneyInput {
  /** Default: `9223372036854775807`. */
  cents?: string | undefined;
  currency: Currency;
}

export const Money: Validator<Money> = z.strictObject({
  cents: z.string().regex(new RegExp("^-?\\d{1,19}$", "u")),
  currency: Currency,
});
