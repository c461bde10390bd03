/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { OrderId } from "./order-id.ts";
import { OrderItem } from "./order-item.ts";

/** @generated from ./orders.yaml#/components/schemas/OrderCreated */
export interface OrderCreated {
  type: "order.created";
  order_id: OrderId;
  customer_id: string;
  items: OrderItem[];
  /** Sum of all lines in the shop's currency. */
  total: number;
  /** Leaves the warehouse on the same day. */
  express?: boolean | undefined;
}

export const OrderCreated: Validator<OrderCreated> = z.looseObject({
  type: z.literal("order.created"),
  order_id: OrderId,
  customer_id: z.string().min(1),
  items: z.array(OrderItem).min(1),
  total: z.number().min(0),
  express: z.boolean().optional(),
});
