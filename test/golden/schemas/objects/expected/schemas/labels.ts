import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Labels */
export type Labels = Record<string, string>;

export const Labels: Validator<Labels> = z.record(z.string(), z.string());
