import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Id */
export type Id = number | string;

export const Id: Validator<Id> = z.union([json.integer(), z.string().min(1)]);
