import { realpathSync } from "node:fs";
import { resolve, sep } from "node:path";

/** What references may read: folders (real paths) and https addresses. */
export interface Allowed {
  readonly folders: readonly string[];
  readonly urls: readonly URL[];
}

/** The document's own folder, and what the user named. A folder that does not exist allows nothing. */
export function allowedPlaces(documentFolder: string, allowRef: readonly string[], cwd: string): Allowed {
  const urls: URL[] = [];
  const folders = [realFolder(documentFolder)];
  for (const place of allowRef) {
    if (/^https?:\/\//i.test(place) && URL.canParse(place)) urls.push(new URL(place));
    else folders.push(realFolder(resolve(cwd, place)));
  }
  return { folders: folders.filter((folder) => folder !== undefined), urls };
}

function realFolder(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

export function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
}

/** Same origin, and the same path or below it: `https://a.example/schemas` allows `/schemas` and `/schemas/x`, not `/schemas-2`. Only https. */
export function isAllowedUrl(url: URL, urls: readonly URL[]): boolean {
  if (url.protocol !== "https:") return false;
  return urls.some((allowed) => {
    if (allowed.origin !== url.origin) return false;
    const path = allowed.pathname.replace(/\/$/, "");
    return url.pathname === path || url.pathname.startsWith(`${path}/`);
  });
}
