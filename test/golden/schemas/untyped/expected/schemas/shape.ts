import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Shape */
export type Shape =
  | {
    a: string;
  }
  | unknown[]
  | string
  | number
  | boolean
  | null;

export const Shape: Validator<Shape> = json.ifType({
  object: z.looseObject({
    a: z.string(),
  }),
});
