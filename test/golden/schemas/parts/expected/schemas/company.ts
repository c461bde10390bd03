import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/Company */
export interface Company {
  id?: number | undefined;
}

export const Company: Validator<Company> = z.looseObject({
  id: json.integer().optional(),
});
