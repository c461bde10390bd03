import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Sized */
export type Sized = Record<string, unknown>;

export const Sized: Validator<Sized> = z.record(z.string(), z.unknown()).check(
  json.minProperties(1),
  json.maxProperties(3),
  json.propertyNames(z.string().regex(new RegExp("^[a-z]+$", "u"))),
);
