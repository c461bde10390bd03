/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { OrderId } from "./order-id.ts";

/** @generated from ./orders.yaml#/components/schemas/OrderCancelled */
export interface OrderCancelled {
  type: "order.cancelled";
  order_id: OrderId;
  reason: OrderCancelledReason;
}

/** @generated from ./orders.yaml#/components/schemas/OrderCancelled/properties/reason */
export type OrderCancelledReason = "customer" | "payment" | "stock" | "fraud";

export const OrderCancelledReason: Validator<OrderCancelledReason> = z.enum(["customer", "payment", "stock", "fraud"]);

export const OrderCancelled: Validator<OrderCancelled> = z.looseObject({
  type: z.literal("order.cancelled"),
  order_id: OrderId,
  reason: OrderCancelledReason,
});
