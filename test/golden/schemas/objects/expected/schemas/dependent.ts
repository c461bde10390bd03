import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Dependent */
export interface Dependent {
  card?: string | undefined;
  address?: string | undefined;
}

export const Dependent: Validator<Dependent> = z.looseObject({
  card: z.string().optional(),
  address: z.string().optional(),
}).check(json.dependencies({
  card: ["address"],
  address: z.looseObject({
    card: z.unknown(),
  }),
}));
