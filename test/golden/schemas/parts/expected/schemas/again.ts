import { json, type Validator, z } from "boost-gen/runtime";
import { Joined } from "./joined.js";

/** @generated from #/Again */
export type Again =
  & Joined
  & {
    name: string;
  };

export const Again: Validator<Again> = json.allOf([
  Joined,
  z.looseObject({
    name: z.string(),
  }),
]);
