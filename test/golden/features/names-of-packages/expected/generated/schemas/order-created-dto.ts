/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { MoneyMoney } from "./money-money.js";
import { OrdersLine } from "./orders-line.js";

/** @generated from #/components/schemas/com.acme.shop.orders.dto.OrderCreatedDto */
export interface OrderCreatedDto {
  id?: string | undefined;
  /** Buyer */
  customer?: Buyer | undefined;
  lines?: OrdersLine[] | undefined;
  money?: MoneyMoney | undefined;
}

/**
 * Buyer
 * @generated from #/components/schemas/com.acme.shop.orders.dto.OrderCreatedDto/properties/customer
 */
export interface Buyer {
  name?: string | undefined;
}

export const Buyer: Validator<Buyer> = z.looseObject({
  name: z.string().optional(),
});

export const OrderCreatedDto: Validator<OrderCreatedDto> = z.looseObject({
  id: z.string().optional(),
  customer: z.optional(Buyer),
  lines: z.array(OrdersLine).optional(),
  money: z.optional(MoneyMoney),
});
