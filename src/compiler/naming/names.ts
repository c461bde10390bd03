import { isDeviceName, isReserved } from "./reserved.ts";
import { camelCase, kebabCase, pascalCase } from "./words.ts";

const longest = 100;

/** camelCase name of a variable or member for any text: never reserved, never empty. */
export function camelName(text: string): string {
  return usable(camelCase(text), "unnamed");
}

/** PascalCase name of a type and its validator for any text: never reserved, never empty. */
export function pascalName(text: string): string {
  return usable(pascalCase(text), "Unnamed");
}

/** kebab-case name of a file without extension: ASCII, at most 100 characters, no device name of Windows. */
export function fileName(text: string): string {
  const name = cut(kebabCase(text), longest).replace(/-$/, "");
  if (name === "") return "unnamed";
  return isDeviceName(name) ? `${name}-file` : name;
}

function usable(text: string, empty: string): string {
  const name = cut(text, longest);
  if (name === "") return empty;
  if (/^[0-9]/.test(name)) return `_${name}`;
  return isReserved(name) ? `${name}_` : name;
}

/** Long names keep their start and gain a hash of the whole, so that two of them stay apart. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  const suffix = hash.toString(36);
  return text.slice(0, length - suffix.length) + suffix;
}
