/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/com.acme.shop.orders.dto.Line */
export interface OrdersLine {
  sku?: string | undefined;
}

export const OrdersLine: Validator<OrdersLine> = z.looseObject({
  sku: z.string().optional(),
});
