import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Row */
export type Row = [string, (number | undefined)?, ...boolean[]];

export const Row: Validator<Row> = z.tuple([z.string(), json.integer().optional()], z.boolean()).check(json.minItems(1));
