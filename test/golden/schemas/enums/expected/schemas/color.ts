import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Color */
export type Color = "red" | "green" | "dark \"blue\"";

export const Color: Validator<Color> = z.enum(["red", "green", "dark \"blue\""]);
