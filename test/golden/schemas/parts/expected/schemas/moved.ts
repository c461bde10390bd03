import { json, type Validator, z } from "boost-gen/runtime";
import { Person } from "./person.js";

/** @generated from #/Moved */
export type Moved =
  & {
    to: string;
    id: string;
  }
  & Person;

export const Moved: Validator<Moved> = json.allOf([
  z.looseObject({
    to: z.string(),
    id: z.string(),
  }),
  Person,
]);
