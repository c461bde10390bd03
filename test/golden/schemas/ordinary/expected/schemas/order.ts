import { json, type Validator, z } from "boost-gen/runtime";
import { OrderId } from "./order-id.js";

/**
 * What a customer asked for.
 * @generated from #/Order
 */
export interface Order {
  /** Chosen by the shop. */
  order_id: OrderId;
  /** Who pays. */
  customer: OrderCustomer;
  lines: OrderLinesItem[];
  total: number;
  readonly placed_at?: string | undefined;
  /**
   * Use placed_at.
   * @deprecated
   */
  version?: number | undefined;
  tags?: string[] | undefined;
  anything?: unknown;
}

/**
 * Who pays.
 * @generated from #/Order/properties/customer
 */
export interface OrderCustomer {
  email: string;
  name?: string | null | undefined;
}

/** @generated from #/Order/properties/lines/items */
export interface OrderLinesItem {
  sku: string;
  count: number;
  rating?: number | undefined;
}

export const OrderLinesItem: Validator<OrderLinesItem> = z.looseObject({
  sku: z.string().regex(new RegExp("^[A-Z]{2}-\\d+$", "u")),
  count: json.integer().min(1),
  rating: z.int().min(1).max(5).optional(),
});

export const OrderCustomer: Validator<OrderCustomer> = z.looseObject({
  email: z.string().check(json.minLength(3), json.maxLength(254), json.annotatedFormat("email")),
  name: z.string().nullable().optional(),
});

export const Order: Validator<Order> = z.looseObject({
  order_id: OrderId,
  customer: OrderCustomer,
  lines: z.array(OrderLinesItem).min(1).max(100),
  total: z.number().min(0).check(json.multipleOf(0.01)),
  placed_at: z.string().check(json.annotatedFormat("date-time")).optional(),
  version: json.integer().optional(),
  tags: z.array(z.string()).check(json.uniqueItems()).optional(),
  anything: z.unknown().optional(),
});
