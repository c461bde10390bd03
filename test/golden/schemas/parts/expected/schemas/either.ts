import { json, type Validator, z } from "boost-gen/runtime";
import { Company } from "./company.js";
import { Person } from "./person.js";

/** @generated from #/Either */
export type Either =
  & {
    since?: string | undefined;
  }
  & (Person | Company);

export const Either: Validator<Either> = json.allOf([
  z.looseObject({
    since: z.string().optional(),
  }),
  json.oneOf([Person, Company]),
]);
