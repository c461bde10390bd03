import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a reference to another file points, before anything is opened. */
export type Location =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "url"; readonly url: URL }
  | { readonly kind: "credentials" }
  | { readonly kind: "unsupported" };

const scheme = /^[a-z][a-z0-9+.-]+:/i;

/** `base` is the path or the URL of the file in which the reference stands. */
export function locate(file: string, base: string): Location {
  const absolute = scheme.test(file) ? parseUrl(file) : scheme.test(base) ? parseUrl(file, base) : undefined;
  if (absolute !== undefined) return ofUrl(absolute);
  if (scheme.test(file) || scheme.test(base)) return { kind: "unsupported" };
  // Two slashes name a host, on Windows and in URLs; a drive letter is for this machine only.
  if (/^[\\/]{2}/.test(file) || /^[a-z]:/i.test(file) || file.includes("\0")) return { kind: "unsupported" };
  const path = decoded(file.replace(/\?.*$/s, ""));
  if (path.includes("\0")) return { kind: "unsupported" };
  return { kind: "path", path: isAbsolute(path) ? resolve(path) : resolve(dirname(base), path) };
}

function ofUrl(url: URL): Location {
  if (url.username !== "" || url.password !== "") return { kind: "credentials" };
  if (url.protocol === "https:" || url.protocol === "http:") return { kind: "url", url };
  if (url.protocol !== "file:" || url.host !== "") return { kind: "unsupported" };
  try {
    return { kind: "path", path: fileURLToPath(url) };
  } catch {
    return { kind: "unsupported" };
  }
}

export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
