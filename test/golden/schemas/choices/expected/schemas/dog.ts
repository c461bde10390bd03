import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Dog */
export interface Dog {
  species: string;
  tricks?: string[] | undefined;
}

export const Dog: Validator<Dog> = z.looseObject({
  species: z.string(),
  tricks: z.array(z.string()).optional(),
});
