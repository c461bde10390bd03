import { accessSync, constants, existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** List of what was generated; committed with it. */
export const manifestName = ".boost-gen.json";

/** Folder for what only this machine needs; ignored by git, may be deleted at any time. */
export const cacheName = ".boost-gen";

/**
 * Folder that exists only while a run writes: lock, journal, staged files. It lies beside the output folder, so that the whole
 * folder can be exchanged by a rename; inside its cache folder where the neighbourhood is another file system or cannot be written.
 * Its name starts with a dot: `tsc` does not look into it.
 */
export function controlFolder(out: string): string {
  const beside = join(dirname(out), `.${basename(out)}.boost-gen`);
  const inside = join(out, cacheName, "control");
  if (existsSync(inside)) return inside;
  if (existsSync(beside) || !existsSync(out)) return beside;
  return statSync(out).dev === statSync(dirname(out)).dev && isWritable(dirname(out)) ? beside : inside;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
