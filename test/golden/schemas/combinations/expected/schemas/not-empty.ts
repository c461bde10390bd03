import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/NotEmpty */
export interface NotEmpty { [key: string]: unknown }

export const NotEmpty: Validator<NotEmpty> = z.record(z.string(), z.unknown()).check(json.not(z.looseObject({
  error: z.unknown(),
})));
