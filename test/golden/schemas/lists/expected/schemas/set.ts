import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Set */
export type Set_ = string[];

export const Set_: Validator<Set_> = z.array(z.string()).check(json.uniqueItems());
