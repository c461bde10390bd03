/** Made by boost-gen 0.1.0 from specs/orders.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";
import { OrderId } from "./order-id.ts";

/** @generated from #/components/schemas/OrderConfirmed */
export interface OrderConfirmed {
  order_id: OrderId;
  confirmed_at: string;
}

export const OrderConfirmed: Validator<OrderConfirmed> = z.looseObject({
  order_id: OrderId,
  confirmed_at: z.string().check(json.annotatedFormat("date-time")),
});
