import { json, type Validator, z } from "boost-gen/runtime";
import { Person } from "./person.js";

/** @generated from #/Plain */
export type Plain =
  & Person
  & {
    id: string;
  };

export const Plain: Validator<Plain> = json.allOf([
  Person,
  z.looseObject({
    id: z.string(),
  }),
]);
