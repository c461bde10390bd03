import { type Validator, z } from "boost-gen/runtime";
import { Color } from "./color.js";

/** @generated from #/Paint */
export interface Paint {
  color: Color;
  finish?: PaintFinish | undefined;
}

/** @generated from #/Paint/properties/finish */
export type PaintFinish = "matt" | "gloss";

export const PaintFinish: Validator<PaintFinish> = z.enum(["matt", "gloss"]);

export const Paint: Validator<Paint> = z.looseObject({
  color: Color,
  finish: z.optional(PaintFinish),
});
