import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Overlapping */
export type Overlapping = number;

export const Overlapping: Validator<Overlapping> = json.oneOf([
  z.number().check(json.multipleOf(2)),
  z.number().check(json.multipleOf(3)),
]);
