import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Conditional */
export interface Conditional {
  country?: string | undefined;
  zip?: string | undefined;
}

export const Conditional: Validator<Conditional> = z.looseObject({
  country: z.string().optional(),
  zip: z.string().optional(),
}).check(json.ifThenElse({
  if: z.looseObject({
    country: z.literal("DE"),
  }),
  then: z.looseObject({
    zip: json.ifType({ string: z.string().regex(new RegExp("^\\d{5}$", "u")) }).optional(),
  }),
  else: z.looseObject({
    zip: json.ifType({ string: z.string().min(1) }).optional(),
  }),
}));
