import { type Validator, z } from "boost-gen/runtime";
import { Address } from "./address.js";
import { Person } from "./person.js";

/** @generated from #/Company */
export interface Company {
  staff?: Person[] | undefined;
  address?: Address | undefined;
}

export const Company: Validator<Company> = z.looseObject({
  get staff() {
    return z.array(Person).optional();
  },
  address: z.optional(Address),
});
