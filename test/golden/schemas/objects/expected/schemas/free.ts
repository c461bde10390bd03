import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Free */
export type Free = Record<string, unknown>;

export const Free: Validator<Free> = z.record(z.string(), z.unknown());
