import { isAbsolute, relative } from "node:path";

/** By the words of the paths alone; a module of its own, because every run asks and few have something to complain about. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}
