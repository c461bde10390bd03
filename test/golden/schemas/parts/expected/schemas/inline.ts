import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Inline */
export interface Inline {
  id: string;
}

export const Inline: Validator<Inline> = z.looseObject({
  id: z.string(),
});
