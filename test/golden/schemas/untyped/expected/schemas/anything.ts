import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Anything */
export type Anything = unknown;

export const Anything: Validator<Anything> = z.unknown();
