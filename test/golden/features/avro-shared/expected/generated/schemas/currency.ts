/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/Money/fields/1/type */
export type Currency = "EUR" | "USD";

export const Currency: Validator<Currency> = z.enum(["EUR", "USD"]);
