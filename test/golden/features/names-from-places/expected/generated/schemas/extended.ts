/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from ./parts.json#/oneOf/1 */
export interface Extended {
  t: "extended";
  by?: ExtendedBy | undefined;
}

/** @generated from ./parts.json#/oneOf/1/properties/by */
export interface ExtendedBy {
  days?: number | undefined;
}

export const ExtendedBy: Validator<ExtendedBy> = z.looseObject({
  days: json.integer().optional(),
});

export const Extended: Validator<Extended> = z.looseObject({
  t: z.literal("extended"),
  by: z.optional(ExtendedBy),
});
