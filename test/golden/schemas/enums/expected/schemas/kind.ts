import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Kind */
export type Kind = "order";

export const Kind: Validator<Kind> = z.literal("order");
