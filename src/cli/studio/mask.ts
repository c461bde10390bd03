import { isRecord } from "../record.ts";

export const masked = "•••";

/** The value with what stands under these names left out of sight, at any depth. */
export function mask(value: unknown, names: readonly string[]): unknown {
  if (names.length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => mask(item, names));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, names.includes(name) ? masked : mask(inner, names)]));
}

/** Takes out of a text what stands under these names in the value: errors and keys repeat it. */
export function maskText(text: string, value: unknown, names: readonly string[]): string {
  return textsUnder(value, names)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, masked), text);
}

function textsUnder(value: unknown, names: readonly string[], isHidden = false): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsUnder(item, names, isHidden));
  if (isRecord(value)) return Object.entries(value).flatMap(([name, inner]) => textsUnder(inner, names, isHidden || names.includes(name)));
  if (!isHidden || value === null || value === "" || typeof value === "boolean" || value === undefined) return [];
  // A text inside JSON has its marks escaped.
  return typeof value === "string" ? [value, JSON.stringify(value).slice(1, -1)] : [String(value)];
}
