/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/components/schemas/com.acme.money.Money */
export interface MoneyMoney {
  cents?: number | undefined;
}

export const MoneyMoney: Validator<MoneyMoney> = z.looseObject({
  cents: json.integer().optional(),
});
