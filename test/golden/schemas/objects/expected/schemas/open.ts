import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Open */
export interface Open {
  a?: string | undefined;
  [key: string]: unknown;
}

export const Open: Validator<Open> = z.looseObject({
  a: z.string().optional(),
});
