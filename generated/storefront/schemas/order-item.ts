/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/**
 * One line of an order.
 * @generated from ./orders.yaml#/components/schemas/OrderItem
 */
export interface OrderItem {
  /** Article number. */
  sku: string;
  quantity: number;
  /** Price of one piece. */
  price: number;
}

export const OrderItem: Validator<OrderItem> = z.looseObject({
  sku: z.string(),
  quantity: json.integer().min(1),
  price: z.number().min(0),
});
