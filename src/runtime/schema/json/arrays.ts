import type { Check } from "../builder.ts";
import { trialOf } from "../part.ts";
import type { Validator } from "../validator.ts";
import { complain } from "./issue.ts";
import { canonical } from "./values.ts";

export function minItems(minimum: number): Check {
  return (payload) => {
    const items = payload.value as readonly unknown[];
    // zod's tuple has filled places that are missing in the input with `undefined`, which JSON cannot hold.
    if (items.length >= minimum && (minimum === 0 || items[minimum - 1] !== undefined)) return;
    complain(payload, { code: "too_small", origin: "array", minimum, inclusive: true });
  };
}

export function maxItems(maximum: number): Check {
  return (payload) => {
    if ((payload.value as readonly unknown[]).length <= maximum) return;
    complain(payload, { code: "too_big", origin: "array", maximum, inclusive: true });
  };
}

/** No two items are equal by value. Linear in the size of the array. */
export function uniqueItems(): Check {
  return (payload) => {
    const seen = new Map<string, number>();
    (payload.value as readonly unknown[]).every((item, index) => {
      const text = canonical(item);
      const first = seen.get(text);
      if (first !== undefined) {
        complain(payload, { code: "custom", message: `Items must be unique: item ${index} equals item ${first}`, path: [index] });
        return false;
      }
      seen.set(text, index);
      return true;
    });
  };
}

/** At least one item matches. */
export function contains(schema: Validator<unknown>): Check {
  return (payload) => {
    if ((payload.value as readonly unknown[]).some((item) => trialOf(schema, item).length === 0)) return;
    complain(payload, { code: "custom", message: "No item is of the kind that the array must contain" });
  };
}
