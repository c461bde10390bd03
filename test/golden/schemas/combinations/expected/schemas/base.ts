import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Base */
export interface Base {
  id: string;
}

export const Base: Validator<Base> = z.looseObject({
  id: z.string(),
});
