import { arrayKeywords } from "./arrays.ts";
import { combinationKeywords } from "./combinations.ts";
import type { Keyword } from "./keyword.ts";
import { numberKeywords } from "./numbers.ts";
import { objectKeywords } from "./objects.ts";
import { stringKeywords } from "./strings.ts";
import { valueKeywords } from "./values.ts";

/** Every keyword of draft-07 that asserts something. */
export const keywords: ReadonlyMap<string, Keyword> = new Map(
  Object.entries({ ...valueKeywords, ...numberKeywords, ...stringKeywords, ...arrayKeywords, ...objectKeywords, ...combinationKeywords }),
);
