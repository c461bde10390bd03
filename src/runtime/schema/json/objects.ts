import type { Check } from "../builder.ts";
import { inWords, issuesOf, mostIssues } from "../part.ts";
import type { Validator } from "../validator.ts";
import { assertPart, complain } from "./issue.ts";

type Record = { readonly [key: string]: unknown };

export function minProperties(minimum: number): Check {
  return (payload) => {
    if (Object.keys(payload.value as Record).length >= minimum) return;
    complain(payload, { code: "custom", message: `Must have at least ${minimum} ${minimum === 1 ? "property" : "properties"}` });
  };
}

export function maxProperties(maximum: number): Check {
  return (payload) => {
    if (Object.keys(payload.value as Record).length <= maximum) return;
    complain(payload, { code: "custom", message: `Must have at most ${maximum} ${maximum === 1 ? "property" : "properties"}` });
  };
}

/** These keys are there, whatever they hold. */
export function required(...keys: readonly string[]): Check {
  return (payload) => {
    for (const key of keys) {
      if (!Object.hasOwn(payload.value as Record, key)) complain(payload, { code: "invalid_type", expected: "nonoptional", path: [key] });
    }
  };
}

/** Every key matches. */
export function propertyNames(schema: Validator<unknown>): Check {
  return (payload) => {
    for (const key of Object.keys(payload.value as Record)) {
      const issues = issuesOf(schema, key);
      if (issues.length > 0) complain(payload, { code: "invalid_key", origin: "record", issues: inWords([issues])[0] ?? [], path: [key] });
      if (payload.issues.length >= mostIssues) return;
    }
  };
}

/** Where a key is there, these keys are too, or the object matches this schema. */
export function dependencies(rules: { readonly [key: string]: readonly string[] | Validator<unknown> }): Check {
  const entries = Object.entries(rules);
  return (payload) => {
    const value = payload.value as Record;
    for (const [key, rule] of entries) {
      if (!Object.hasOwn(value, key)) continue;
      if ("safeParse" in rule) assertPart(payload, rule, value);
      else required(...rule)(payload);
    }
  };
}
