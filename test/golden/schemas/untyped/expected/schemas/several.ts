import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Several */
export type Several = unknown;

export const Several: Validator<Several> = json.ifType({
  array: z.array(z.unknown()).min(1),
  string: z.string().min(1),
  number: z.number().min(1),
});
