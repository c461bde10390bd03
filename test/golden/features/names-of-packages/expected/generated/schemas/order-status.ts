/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/order.status */
export interface OrderStatus {
  open?: boolean | undefined;
}

export const OrderStatus: Validator<OrderStatus> = z.looseObject({
  open: z.boolean().optional(),
});
