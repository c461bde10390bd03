import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Contact */
export interface Contact {
  email?: string | undefined;
  phone?: string | undefined;
}

export const Contact: Validator<Contact> = z.looseObject({
  email: z.string().optional(),
  phone: z.string().optional(),
}).check(json.matches(z.union([
  z.looseObject({
    email: z.unknown(),
  }),
  z.looseObject({
    phone: z.unknown(),
  }),
])));
