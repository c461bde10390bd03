import type { Check, Issue } from "./builder.ts";
import { inWords, isUndecided, trialOf } from "./part.ts";
import type { Validator } from "./validator.ts";

/** At least one member accepts the value. */
export function anyAccepts(members: readonly Validator<unknown>[]): Check {
  return (payload) => {
    const results: (readonly Issue[])[] = [];
    for (const member of members) {
      const issues = trialOf(member, payload.value);
      if (issues.length === 0) return;
      results.push(issues);
    }
    payload.issues.push({ ...noneAccepts(results), input: payload.value });
  };
}

/** The complaint that no member accepts a value, with those of all members. */
export function noneAccepts(results: readonly (readonly Issue[])[]): { readonly code: string; readonly [detail: string]: unknown } {
  return { code: "invalid_union", errors: inWords(results), ...(isUndecided(results.flat()) ? { undecided: true } : {}) };
}
