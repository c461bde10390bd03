import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Short */
export type Short = unknown;

export const Short: Validator<Short> = json.ifType({ string: z.string().check(json.maxLength(5)) });
