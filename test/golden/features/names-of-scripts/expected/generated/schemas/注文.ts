/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/注文 */
export interface 注文 {
  番号: string;
  顧客?: 注文顧客 | undefined;
}

/** @generated from #/components/schemas/注文/properties/顧客 */
export interface 注文顧客 {
  名前?: string | undefined;
}

export const 注文顧客: Validator<注文顧客> = z.looseObject({
  名前: z.string().optional(),
});

export const 注文: Validator<注文> = z.looseObject({
  番号: z.string(),
  顧客: z.optional(注文顧客),
});
