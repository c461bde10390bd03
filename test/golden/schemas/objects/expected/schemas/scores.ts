import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Scores */
export interface Scores {
  total: number;
  [key: string]: number;
}

export const Scores: Validator<Scores> = z.object({
  total: z.number(),
}).catchall(json.integer());
