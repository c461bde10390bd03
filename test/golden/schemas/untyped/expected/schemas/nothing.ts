import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Nothing */
export type Nothing = never;

export const Nothing: Validator<Nothing> = z.never();
