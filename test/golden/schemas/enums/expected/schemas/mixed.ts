import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Mixed */
export type Mixed = 1 | "one" | true | null;

export const Mixed: Validator<Mixed> = z.literal([1, "one", true, null]);
