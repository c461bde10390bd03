/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";
import { Card } from "./card.js";
import { Line, type LineInput } from "./line.js";
import { Status } from "./status.js";
import { Transfer } from "./transfer.js";

/**
 * An order of the shop.
 * @generated from ./order.avsc#
 */
export interface Order {
  /** Who it is. */
  id: string;
  /** A decimal of up to 10 digits, 2 of them after the point, as text. */
  total: string;
  /** A moment: `2024-02-29T10:15:30.250Z`. */
  placed: string;
  /** Default: `"EUR"`. */
  currency: string;
  /** Default: `"NEW"`. */
  status: Status;
  /** Default: `null`. */
  parent: Order | null;
  payment: OrderPayment;
  /** Default: `[]`. */
  lines: Line[];
  /** Default: `{}`. */
  tags: Record<string, string>;
  /**
   * Bytes in base64.
   *
   * Default: `null`.
   */
  photo: string | null;
  /**
   * Bytes in base64.
   *
   * It has a default.
   */
  hash: string;
  /** It has a default. */
  lasts: OrderLasts;
}

/** `Order` as it is published: what has a default may be left out. */
export interface OrderInput {
  /** Who it is. */
  id: string;
  /** A decimal of up to 10 digits, 2 of them after the point, as text. */
  total: string;
  /** A moment: `2024-02-29T10:15:30.250Z`. */
  placed: string;
  /** Default: `"EUR"`. */
  currency?: string | undefined;
  /** Default: `"NEW"`. */
  status?: Status | undefined;
  /** Default: `null`. */
  parent?: OrderInput | null | undefined;
  payment: OrderPayment;
  /** Default: `[]`. */
  lines?: LineInput[] | undefined;
  /** Default: `{}`. */
  tags?: Record<string, string> | undefined;
  /**
   * Bytes in base64.
   *
   * Default: `null`.
   */
  photo?: string | null | undefined;
  /**
   * Bytes in base64.
   *
   * It has a default.
   */
  hash?: string | undefined;
  /** It has a default. */
  lasts?: OrderLasts | undefined;
}

/** @generated from ./order.avsc#/fields/6/type */
export type OrderPayment =
  | {
    "shop.Card": Card;
  }
  | {
    "shop.Transfer": Transfer;
  }
  | null;

/**
 * It has a default.
 * @generated from ./order.avsc#/fields/11/type
 */
export interface OrderLasts {
  months: number;
  days: number;
  millis: number;
}

export const OrderLasts: Validator<OrderLasts> = z.strictObject({
  months: z.int().min(0).max(4294967295),
  days: z.int().min(0).max(4294967295),
  millis: z.int().min(0).max(4294967295),
});

export const OrderPayment: Validator<OrderPayment> = z.union([
  z.strictObject({
    "shop.Card": Card,
  }),
  z.strictObject({
    "shop.Transfer": Transfer,
  }),
]).nullable();

export const Order: Validator<Order> = z.strictObject({
  id: z.string().regex(new RegExp("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$", "u")),
  total: z.string().regex(new RegExp("^-?\\d+(?:\\.\\d{1,2})?$", "u")),
  placed: z.string().regex(new RegExp("^(?:\\d{4}|[+-]\\d{6,9})-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:Z|[+-]\\d{2}:\\d{2})$", "u")),
  currency: z.string(),
  status: Status,
  get parent() {
    return z.nullable(Order);
  },
  payment: OrderPayment,
  lines: z.array(Line),
  tags: z.record(z.string(), z.string()),
  photo: z.string().regex(new RegExp("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$", "u")).nullable(),
  hash: z.string().check(json.minLength(8), json.maxLength(8)).regex(new RegExp("^(?:[A-Za-z0-9+/]{4}){1}[A-Za-z0-9+/][AQgw]==$", "u")),
  lasts: OrderLasts,
});
