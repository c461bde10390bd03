import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/WithOne */
export type WithOne = unknown[];

export const WithOne: Validator<WithOne> = z.array(z.unknown()).check(json.contains(z.literal(1)));
