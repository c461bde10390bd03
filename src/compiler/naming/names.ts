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

/** kebab-case name of a file without extension: letters and digits, at most 100 bytes, no device name of Windows. */
export function fileName(text: string): string {
  const name = cut(kebabCase(text), longest, "-");
  if (name === "") return "unnamed";
  return isDeviceName(name) ? `${name}-file` : name;
}

function usable(text: string, empty: string): string {
  const name = cut(text, longest);
  if (name === "") return empty;
  return /^\p{Nd}/u.test(name) ? `_${name}` : name;
}

/** Long names keep their start and gain a hash of the whole, so that two of them stay apart; behind other letters a digit keeps it in their word. */
function cut(text: string, length: number, separator = /^\w*$/.test(text) ? "" : "0"): string {
  if (bytes(text) <= length) return text;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  const suffix = `${separator}${hash.toString(36)}`;
  let start = "";
  for (const character of text) {
    if (bytes(start + character) > length - suffix.length) break;
    start += character;
  }
  return start.replace(/-$/, "") + suffix;
}

/** What a file system counts. */
function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
