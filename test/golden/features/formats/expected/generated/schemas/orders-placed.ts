/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/orders/messages/placed/payload */
export interface OrdersPlaced {
  placed_at?: string | undefined;
  buyer?: string | undefined;
  any?: unknown;
}

export const OrdersPlaced: Validator<OrdersPlaced> = z.looseObject({
  placed_at: z.string().check(json.format("date-time")).optional(),
  buyer: z.string().check(json.maxLength(100), json.format("email")).optional(),
  any: json.ifType({ string: z.string().check(json.format("uuid")) }).optional(),
});
