import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Address */
export interface Address {
  city?: string | undefined;
}

export const Address: Validator<Address> = z.looseObject({
  city: z.string().optional(),
});
