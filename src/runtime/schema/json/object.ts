import type { Builder, CheckPayload, Shape } from "../builder.ts";
import { mostIssues } from "../part.ts";
import type { Validator } from "../validator.ts";
import { z } from "../z.ts";
import { assertPart, complain, refuse } from "./issue.ts";

export interface ObjectRules {
  /** Keys that must be there. */
  readonly required?: readonly string[];
  /** Every key that matches a pattern holds what stands beside it, as well as what its own property says. */
  readonly patterns?: readonly (readonly [pattern: RegExp, schema: Validator<unknown>])[];
  /** Keys that are neither properties nor match a pattern. Absent: anything. */
  readonly additional?: Validator<unknown>;
}

/**
 * An object for what `z.object` cannot say: properties by pattern, and names like `constructor` or `__proto__`, which a plain object inherits.
 * Only own properties count. Optional properties are those whose schema accepts `undefined`. The value is passed on as it is.
 */
export function object(shape: Shape, rules: ObjectRules = {}): Builder {
  // Read once, at the first value: properties of recursive types are getters.
  let properties: ReadonlyMap<string, Validator<unknown>> | undefined;
  return z.unknown().check((payload) => {
    if (!isObject(payload.value)) {
      refuse(payload, { code: "invalid_type", expected: "object" });
      return;
    }
    properties ??= new Map(Object.keys(shape).flatMap((key) => (shape[key] === undefined ? [] : [[key, shape[key]]])));
    check(payload, payload.value, properties, rules);
  });
}

function check(
  payload: CheckPayload,
  value: { readonly [key: string]: unknown },
  properties: ReadonlyMap<string, Validator<unknown>>,
  rules: ObjectRules,
): void {
  for (const key of rules.required ?? []) {
    if (!Object.hasOwn(value, key)) complain(payload, { code: "invalid_type", expected: "nonoptional", path: [key] });
  }
  for (const key of Object.keys(value)) {
    if (payload.issues.length >= mostIssues) return;
    const property = properties.get(key);
    if (property !== undefined) assertPart(payload, property, value[key], [key]);
    const matching = (rules.patterns ?? []).filter(([pattern]) => pattern.test(key));
    for (const [, schema] of matching) assertPart(payload, schema, value[key], [key]);
    if (property === undefined && matching.length === 0 && rules.additional !== undefined)
      assertPart(payload, rules.additional, value[key], [key]);
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
