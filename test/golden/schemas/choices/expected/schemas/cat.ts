import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Cat */
export interface Cat {
  species: string;
  lives?: number | undefined;
}

export const Cat: Validator<Cat> = z.looseObject({
  species: z.string(),
  lives: json.integer().optional(),
});
