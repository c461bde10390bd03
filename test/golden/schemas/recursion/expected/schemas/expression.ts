import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Expression */
export type Expression = number | Expression[];

export const Expression: Validator<Expression> = z.union([z.number(), z.array(z.lazy(() => Expression))]);
