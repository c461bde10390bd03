import { join } from "node:path";

/** List of what was generated; committed with it. */
export const manifestName = ".boost-gen.json";

/** Folder for what only this machine needs; ignored by git, may be deleted at any time. */
export const cacheName = ".boost-gen";

/**
 * Folder that exists only while a run writes: the lock, and the change that is under way. It lies inside the output folder, which may be
 * a file system of its own, and whose neighbourhood may be read-only; whatever becomes of the output folder, it goes along.
 */
export function controlFolder(out: string): string {
  return join(out, cacheName, "writing");
}
