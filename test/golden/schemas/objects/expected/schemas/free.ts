import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Free */
export interface Free { [key: string]: unknown }

export const Free: Validator<Free> = z.record(z.string(), z.unknown());
