import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Choices */
export type Choices = (string | number)[];

export const Choices: Validator<Choices> = z.array(z.union([z.string(), z.number()]));
