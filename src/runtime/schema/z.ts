import { z as zod } from "zod";
import type { Builders } from "./builder.ts";

// The same objects seen through a narrower interface: zod's methods take and return its own generic types, which structurally do not overlap with the flat ones.
export const z: Builders = zod as unknown as Builders;
