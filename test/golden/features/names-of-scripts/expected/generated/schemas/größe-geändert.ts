/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/messages/größe geändert/payload */
export interface GrößeGeändert {
  Größe: number;
  संदेश?: GrößeGeändertसंदेश | undefined;
}

/** @generated from #/components/messages/größe geändert/payload/properties/संदेश */
export interface GrößeGeändertसंदेश {
  a?: string | undefined;
}

export const GrößeGeändertसंदेश: Validator<GrößeGeändertसंदेश> = z.looseObject({
  a: z.string().optional(),
});

export const GrößeGeändert: Validator<GrößeGeändert> = z.looseObject({
  Größe: z.number(),
  संदेश: z.optional(GrößeGeändertसंदेश),
});
