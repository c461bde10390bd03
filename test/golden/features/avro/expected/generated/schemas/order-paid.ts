/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";
import { Customer, type CustomerInput } from "./customer.js";

/** @generated from #/channels/orders/messages/OrderPaid/payload/schema */
export interface OrderPaid {
  /** Its id. */
  order: string;
  /** Defined among the components. */
  by: Customer;
}

/** `OrderPaid` as it is published: what has a default may be left out. */
export interface OrderPaidInput {
  /** Its id. */
  order: string;
  /** Defined among the components. */
  by: CustomerInput;
}

export const OrderPaid: Validator<OrderPaid> = z.strictObject({
  order: z.string(),
  by: Customer,
});
