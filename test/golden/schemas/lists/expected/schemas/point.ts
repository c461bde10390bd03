import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Point */
export type Point = [number, number];

export const Point: Validator<Point> = z.tuple([z.number(), z.number()]);
