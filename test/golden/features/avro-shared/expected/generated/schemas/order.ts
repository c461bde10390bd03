/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { Address } from "./address.js";
import { Money, type MoneyInput } from "./money.js";

/**
 * See http://shop.example/orders /\* the page *\/
 * @generated from ./order.avsc#
 */
export interface Order {
  id: string;
  total: Money;
  shipped_to: Address;
}

/** `Order` as it is published: what has a default may be left out. */
export interface OrderInput {
  id: string;
  total: MoneyInput;
  shipped_to: Address;
}

export const Order: Validator<Order> = z.strictObject({
  id: z.string(),
  total: Money,
  shipped_to: Address,
});
