import { isScalar } from "yaml";

/** A property name as JSON has it: `200:` is "200", `null:` is "null"; undefined for a list, an object or an alias. */
export function plainKey(key: unknown): string | undefined {
  if (key === null) return "null";
  if (!isScalar(key)) return undefined;
  if (typeof key.value === "string") return key.value;
  return key.source === undefined || key.source === "" ? "null" : key.source;
}
