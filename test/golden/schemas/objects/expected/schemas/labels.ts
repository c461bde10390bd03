import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Labels */
export interface Labels { [key: string]: string }

export const Labels: Validator<Labels> = z.record(z.string(), z.string());
