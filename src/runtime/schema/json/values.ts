import type { Builder } from "../builder.ts";
import { z } from "../z.ts";
import { complain } from "./issue.ts";

/** Exactly this value, compared by value: key order and `1` or `1.0` do not matter. */
export function constant(value: unknown): Builder {
  return values([value]);
}

/** One of these values, compared by value. */
export function values(allowed: readonly unknown[]): Builder {
  const known = new Set(allowed.map(canonical));
  return z.unknown().check((payload) => {
    if (known.has(canonical(payload.value))) return;
    complain(payload, {
      code: "custom",
      message: known.size === 1 ? `Must equal ${[...known][0] ?? ""}` : `Must equal one of ${[...known].join(", ")}`,
    });
  });
}

/** Equal text for equal JSON values. Not for `undefined`, which is no JSON value and equals nothing. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}
