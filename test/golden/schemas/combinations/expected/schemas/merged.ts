import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Merged */
export interface Merged {
  a: string;
  b?: number | undefined;
}

export const Merged: Validator<Merged> = z.looseObject({
  a: z.string().min(1),
  b: json.integer().optional(),
});
