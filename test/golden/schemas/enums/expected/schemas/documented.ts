import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Documented */
export type Documented = "a" | "b";

export const Documented: Validator<Documented> = z.enum(["a", "b"]);
