import { json, type Validator, z } from "boost-gen/runtime";
import { Person } from "./person.js";

/** @generated from #/Known */
export type Known =
  & Person
  & {
    id: string;
    boss: Person;
  };

export const Known: Validator<Known> = json.allOf([
  Person,
  z.looseObject({
    id: z.string(),
    boss: Person,
  }),
]);
