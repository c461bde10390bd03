import type { Builder, Check, CheckPayload, Shape } from "./builder.ts";
import { issuesOf, mostIssues, takeOver } from "./part.ts";
import type { Validator } from "./validator.ts";

// zod goes through all of a list or a map, however many of its parts are wrong: the issues of 2 MB of `1,1,1` took 900 MB. These stop.

export function eachItem(items: Validator<unknown>, from = 0): Check {
  return (payload) => {
    if (!Array.isArray(payload.value)) {
      payload.issues.push({ code: "invalid_type", expected: "array", input: payload.value });
      return;
    }
    for (let index = from; index < payload.value.length; index++) {
      const issues = issuesOf(items, payload.value[index]);
      if (issues.length > 0 && !takeOver(payload, issues, [index])) return;
    }
  };
}

export function eachValue(values: Validator<unknown>): Check {
  return (payload) => {
    if (!isPlainObject(payload.value)) {
      payload.issues.push({ code: "invalid_type", expected: "record", input: payload.value });
      return;
    }
    for (const key of Object.keys(payload.value)) {
      const issues = issuesOf(values, payload.value[key]);
      if (issues.length > 0 && !takeOver(payload, issues, [key])) return;
    }
  };
}

/** Values of keys that the shape does not have. */
export function eachOther(shape: Shape, values: Validator<unknown>): Check {
  const named = new Set(Object.keys(shape));
  return (payload) => {
    const object = payload.value as { readonly [key: string]: unknown };
    for (const key of Object.keys(object)) {
      if (named.has(key)) continue;
      const issues = issuesOf(values, object[key]);
      if (issues.length > 0 && !takeOver(payload, issues, [key])) return;
    }
  };
}

/** Refuses keys that the shape does not have, and names some. */
export function noOthers(shape: Shape): Check {
  const named = new Set(Object.keys(shape));
  return (payload) => {
    const keys: string[] = [];
    for (const key of Object.keys(payload.value as object)) {
      if (!named.has(key) && keys.push(key) >= mostIssues) break;
    }
    if (keys.length > 0) payload.issues.push({ code: "unrecognized_keys", keys, input: payload.value, continue: true });
  };
}

/** The object first, as it came: zod hands its checks a copy, in which what is inside is no longer the same value. */
export function partOf(object: Builder): Check {
  return (payload: CheckPayload) => {
    payload.issues.push(...issuesOf(object, payload.value));
  };
}

export function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
