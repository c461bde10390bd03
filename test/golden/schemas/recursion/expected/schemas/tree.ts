import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Tree */
export interface Tree {
  value: string;
  left?: Tree | undefined;
  children?: Tree[] | undefined;
}

export const Tree: Validator<Tree> = z.looseObject({
  value: z.string(),
  get left() {
    return z.optional(Tree);
  },
  get children() {
    return z.array(Tree).optional();
  },
});
