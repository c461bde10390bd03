import { json, type Validator, z } from "boost-gen/runtime";
import { Base } from "./base.js";

/** @generated from #/Derived */
export type Derived =
  & Base
  & {
    name: string;
  };

export const Derived: Validator<Derived> = json.allOf([
  Base,
  z.looseObject({
    name: z.string(),
  }),
]);
