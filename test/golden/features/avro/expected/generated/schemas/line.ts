/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from ./order.avsc#/fields/7/type/items */
export interface Line {
  sku: string;
  /** Default: `1`. */
  quantity: number;
}

/** `Line` as it is published: what has a default may be left out. */
export interface LineInput {
  sku: string;
  /** Default: `1`. */
  quantity?: number | undefined;
}

export const Line: Validator<Line> = z.strictObject({
  sku: z.string(),
  quantity: z.int().min(-2147483648).max(2147483647),
});
