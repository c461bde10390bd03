import { z as zod } from "zod";
import type { Builders } from "./builder.ts";

/**
 * Up to 4.4.2 zod takes a missing required property for valid when its schema is `unknown`, and mixes up absent and present places of tuples:
 * invalid messages would pass in silence. Tried once, at load.
 */
if (zod.looseObject({ required: zod.unknown() }).safeParse({}).success) {
  throw new Error(
    "boost-gen needs zod 4.4.3 or newer; the installed one accepts objects that lack a required property. Run: npm i zod@latest",
  );
}

// The same objects seen through a narrower interface: zod's methods take and return its own generic types, which structurally do not overlap with the flat ones.
export const z: Builders = zod as unknown as Builders;
