/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/orders/messages/OrderCreated/headers/schema */
export interface OrderHeaders {
  retries: number;
}

export const OrderHeaders: Validator<OrderHeaders> = z.strictObject({
  retries: z.int().min(-2147483648).max(2147483647),
});
