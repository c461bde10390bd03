import { json, type Validator, z } from "boost-gen/runtime";
import { Company } from "./company.js";
import { Person } from "./person.js";

/** @generated from #/Choice */
export type Choice =
  & (Person | Company)
  & {
    id: string | number;
  };

export const Choice: Validator<Choice> = json.allOf([
  json.oneOf([Person, Company]),
  z.looseObject({
    id: z.union([z.string(), json.integer()]),
  }),
]);
