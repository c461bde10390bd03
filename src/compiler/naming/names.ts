import { isDeviceName, isGlobalType, isKeyword } from "./reserved.ts";
import { camelCase, kebabCase, pascalCase } from "./words.ts";

const longest = 100;

/** camelCase name of a member for any text, never empty. A member may have any name, also that of a keyword. */
export function camelName(text: string): string {
  return usable(camelCase(text), "unnamed");
}

/** camelCase name of a constant or a parameter for any text: never a keyword, never empty. */
export function bindingName(text: string): string {
  const name = camelName(text);
  return isKeyword(name) ? `${name}_` : name;
}

/** PascalCase name of a type and its validator for any text: none of the language's own, never empty. */
export function pascalName(text: string): string {
  const name = usable(pascalCase(text), "Unnamed");
  return isGlobalType(name) ? `${name}_` : name;
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
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

/** Long names keep their start and gain a hash of the whole, so that two of them stay apart. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  const suffix = hash.toString(36);
  return text.slice(0, length - suffix.length) + suffix;
}
