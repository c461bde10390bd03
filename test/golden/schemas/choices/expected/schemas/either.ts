import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Either */
export type Either = string | null;

export const Either: Validator<Either> = z.string().nullable();
