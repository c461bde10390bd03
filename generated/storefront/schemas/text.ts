/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from ./notifications.yaml#/components/schemas/Text */
export interface Text {
  text_id: string;
  to: string;
  body: string;
}

export const Text: Validator<Text> = z.looseObject({
  text_id: z.string().min(1).check(json.maxLength(64)),
  to: z.string().regex(new RegExp("^[+][0-9]{6,15}$", "u")),
  body: z.string().check(json.maxLength(1600)),
});
