/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/**
 * Order created
 * @generated from ./parts/order-created.schema.json#
 */
export interface OrderCreated {
  s: OrderCreatedS;
}

/** @generated from ./parts/order-created.schema.json#/properties/s */
export type OrderCreatedS = "a" | "b";

export const OrderCreatedS: Validator<OrderCreatedS> = z.enum(["a", "b"]);

export const OrderCreated: Validator<OrderCreated> = z.looseObject({
  s: OrderCreatedS,
});
