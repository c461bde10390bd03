import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Transfer */
export interface Transfer {
  kind: "transfer";
  iban: string;
}

export const Transfer: Validator<Transfer> = z.looseObject({
  kind: z.literal("transfer"),
  iban: z.string(),
});
