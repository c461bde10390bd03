import { json, type Validator } from "boost-gen/runtime";

/** @generated from #/Origin */
export type Origin = { readonly x: 0; readonly y: readonly [1, 2] };

export const Origin: Validator<Origin> = json.constant({ x: 0, y: [1, 2] });
