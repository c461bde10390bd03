import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Closed */
export interface Closed {
  a: string;
  b?: boolean | undefined;
}

export const Closed: Validator<Closed> = z.strictObject({
  a: z.string(),
  b: z.boolean().optional(),
});
