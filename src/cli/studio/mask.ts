import { isRecord } from "../record.ts";

export const masked = "•••";

/** The value with what stands under these names left out of sight, at any depth. */
export function mask(value: unknown, names: readonly string[]): unknown {
  if (names.length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => mask(item, names));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, names.includes(name) ? masked : mask(inner, names)]));
}
