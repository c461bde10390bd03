import { type Validator, z } from "boost-gen/runtime";
import { Company } from "./company.js";

/** @generated from #/Person */
export interface Person {
  employer?: Company | undefined;
}

export const Person: Validator<Person> = z.looseObject({
  get employer() {
    return z.optional(Company);
  },
});
