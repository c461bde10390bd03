import { z as zod } from "zod";
import type { Builder, Builders, Check, CheckPayload } from "./builder.ts";

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
const builders: Builders = zod as unknown as Builders;
/** Every check of zod takes `when`, which its types tell only of some. */
const checks: LengthChecks = zod as unknown as LengthChecks;

export const z: Builders = {
  ...builders,
  string: () => measured(builders.string(), (value) => typeof value === "string"),
  array: (items) => measured(builders.array(items), Array.isArray),
};

/** zod compares the length of whatever has one, also where the type was refused already, and throws at `{ length: { toString: 1 } }`. */
function measured(builder: Builder, hasLength: (value: unknown) => boolean): Builder {
  const when = ({ value }: CheckPayload): boolean => hasLength(value);
  return Object.assign(builder, {
    min: (least: number) => measured(builder.check(checks.minLength(least, { when })), hasLength),
    max: (most: number) => measured(builder.check(checks.maxLength(most, { when })), hasLength),
  });
}

interface LengthChecks {
  minLength(least: number, options: { when(payload: CheckPayload): boolean }): Check;
  maxLength(most: number, options: { when(payload: CheckPayload): boolean }): Check;
}
