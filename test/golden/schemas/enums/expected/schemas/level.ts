import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Level */
export type Level = 1 | 2 | 3;

export const Level: Validator<Level> = z.literal([1, 2, 3]);
