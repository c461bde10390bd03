import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/NotEmpty */
export type NotEmpty = Record<string, unknown>;

export const NotEmpty: Validator<NotEmpty> = z.record(z.string(), z.unknown()).check(json.not(z.looseObject({
  error: z.unknown(),
})));
