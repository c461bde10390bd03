/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/**
 * Identifies an order in all messages.
 * @generated from ./orders.yaml#/components/schemas/OrderId
 */
export type OrderId = string;

export const OrderId: Validator<OrderId> = z.string().regex(new RegExp("^[A-Za-z0-9-]{1,64}$", "u"));
