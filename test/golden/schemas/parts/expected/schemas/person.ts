import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Person */
export interface Person {
  id?: string | undefined;
  name?: string | undefined;
  boss?: Person | undefined;
}

export const Person: Validator<Person> = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  get boss() {
    return z.optional(Person);
  },
});
