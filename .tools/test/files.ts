import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";

/** They kill, freeze and cut off servers and processes, which takes minutes: `npm run test:faults`. */
const faults = /^test[\\/]faults[\\/]/;

/** Absolute paths of the test files whose path below the repository contains one of the patterns, in order; without patterns all but the faults. */
export async function testFiles(patterns: readonly string[]): Promise<string[]> {
  const names = await readdir("test", { recursive: true });
  const files = names.map((name) => join("test", name)).filter((name) => name.endsWith(".test.ts"));
  const wanted = patterns.map((pattern) => pattern.replace(/^\.\//, ""));
  return files
    .filter((file) => (wanted.length === 0 ? !faults.test(file) : wanted.some((pattern) => file.includes(pattern))))
    .filter((file) => !isMaterial(file) || wanted.some((pattern) => isMaterial(`/${pattern}`)))
    .sort()
    .map((file) => resolve(file));
}

/** Tests that are the input of other tests run only when they are named. */
function isMaterial(file: string): boolean {
  return /[\\/](fixtures|node_modules)[\\/]/.test(file);
}
