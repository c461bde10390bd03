/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/com.acme.shop.returns.dto.Line */
export interface ReturnsLine {
  sku?: string | undefined;
}

export const ReturnsLine: Validator<ReturnsLine> = z.looseObject({
  sku: z.string().optional(),
});
