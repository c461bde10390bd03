import { existsSync } from "node:fs";

// Inputs too large for the repository stand in a folder beside it. Without them their tests are skipped; with `CI` set they run, and fail by name.

/** Path of a folder of `../shared`, whether it is there or not. */
export function sharedFolder(name: string): string {
  return new URL(`../../shared/${name}`, import.meta.url).pathname;
}

/** Options of a test or suite that needs these folders. */
export function skipWithout(...names: readonly string[]): { readonly skip: string | false } {
  const gone = names.filter((name) => !haveShared(name));
  return { skip: gone.length === 0 ? false : `${gone.map((name) => `../shared/${name}`).join(", ")} is not there` };
}

/** For a test that takes more from there when it can. With `CI` set the answer is yes, so that the test fails where it reads. */
export function haveShared(name: string): boolean {
  return Boolean(process.env["CI"]) || existsSync(sharedFolder(name));
}
