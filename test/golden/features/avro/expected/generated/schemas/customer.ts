/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Customer/schema */
export interface Customer {
  name: string;
  /**
   * A date: `2024-02-29`.
   *
   * Default: `null`.
   */
  birthday: string | null;
}

/** `Customer` as it is published: what has a default may be left out. */
export interface CustomerInput {
  name: string;
  /**
   * A date: `2024-02-29`.
   *
   * Default: `null`.
   */
  birthday?: string | null | undefined;
}

export const Customer: Validator<Customer> = z.strictObject({
  name: z.string(),
  birthday: z.string().regex(new RegExp("^(?:\\d{4}|[+-]\\d{6,9})-\\d{2}-\\d{2}$", "u")).nullable(),
});
