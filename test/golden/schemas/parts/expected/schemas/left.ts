import { json, type Validator, z } from "boost-gen/runtime";
import { Person } from "./person.js";

/** @generated from #/Left */
export type Left =
  & {
    reason: string;
  }
  & Person;

export const Left: Validator<Left> = json.allOf([
  z.looseObject({
    reason: z.string(),
  }),
  Person,
]);
