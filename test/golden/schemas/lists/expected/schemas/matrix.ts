import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Matrix */
export type Matrix = number[][];

export const Matrix: Validator<Matrix> = z.array(z.array(z.number()));
