/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from ./order.avsc#/fields/6/type/1 */
export interface Card {
  number: string;
}

export const Card: Validator<Card> = z.strictObject({
  number: z.string(),
});
