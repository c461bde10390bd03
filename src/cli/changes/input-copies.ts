import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { cacheName } from "../../compiler/output/bookkeeping.ts";
import { hashFile, openCache } from "../../compiler/output/cache.ts";

/** Copies of what the last run read, so that the next one can say what changed since. They lie below the cache folder, which git ignores. */
export interface InputCopies {
  /** Where the copies are. */
  readonly folder: string;
  /** Where the originals are: the folder that holds them all. */
  readonly base: string;
}

export function inputCopies(out: string, inputs: readonly string[]): InputCopies | undefined {
  const base = inputs.map((input) => dirname(input)).reduce((common, folder) => commonFolder(common, folder));
  return base === undefined || inputs.some((input) => !isAbsolute(input)) ? undefined : { folder: join(out, cacheName, "inputs"), base };
}

/** Best effort, like the rest of the cache. */
export function copyInputs(out: string, inputs: readonly string[]): void {
  const copies = inputCopies(out, inputs);
  if (copies === undefined) return;
  try {
    if (openCache(out) === undefined) return;
    rmSync(copies.folder, { recursive: true, force: true });
    for (const input of inputs) {
      const copy = join(copies.folder, relative(copies.base, input));
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(input, copy);
    }
  } catch {
    // Without copies the next report says less.
  }
}

function commonFolder(a: string, b: string): string {
  const way = relative(a, b);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way)) || dirname(a) === a ? a : commonFolder(dirname(a), b);
}

/** The copies are made before the record: a run that is killed in between leaves those of a newer document. */
export function isCopyOf({ folder, base }: InputCopies, input: string, hash: string | undefined): boolean {
  return hash !== undefined && hashFile(join(folder, relative(base, input))) === hash;
}
