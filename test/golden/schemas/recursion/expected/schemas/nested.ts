import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/Nested */
export interface Nested { [key: string]: Nested }

export const Nested: Validator<Nested> = z.record(z.string(), z.lazy(() => Nested));
