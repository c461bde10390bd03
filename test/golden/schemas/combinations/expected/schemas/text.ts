import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Text */
export type Text = string;

export const Text: Validator<Text> = z.string().check(json.minLength(2), json.maxLength(5)).regex(new RegExp("^a", "u"));
