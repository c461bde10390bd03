import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Headers */
export type Headers = Record<string, string>;

export const Headers: Validator<Headers> = json.object(
  {},
  { patterns: [[new RegExp("^x-", "u"), z.string()]], additional: z.never() },
);
