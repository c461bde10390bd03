import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Card */
export interface Card {
  kind: "card";
  number: string;
}

export const Card: Validator<Card> = z.looseObject({
  kind: z.literal("card"),
  number: z.string(),
});
