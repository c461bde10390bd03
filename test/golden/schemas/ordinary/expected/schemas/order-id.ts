import { type Validator, z } from "boost-gen/runtime";

/**
 * Identifies an order.
 * @generated from #/OrderId
 */
export type OrderId = string;

export const OrderId: Validator<OrderId> = z.string().min(1);
