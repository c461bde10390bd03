import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/OddNames */
export interface OddNames {
  "a-b": string;
  "1st"?: string | undefined;
  toString: string;
  class?: string | undefined;
  "emoji 😀"?: string | undefined;
}

export const OddNames: Validator<OddNames> = json.object(
  {
    "a-b": z.string(),
    "1st": z.string().optional(),
    toString: z.string(),
    class: z.string().optional(),
    "emoji 😀": z.string().optional(),
  },
  { required: ["a-b", "toString"] },
);
