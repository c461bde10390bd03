import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** From now on the process dies of SIGKILL before its n-th change on disk; 0: never. Gives the number of changes so far. */
export function dieBefore(fatal: number): () => number {
  let changes = 0;
  type Call = (...parameters: unknown[]) => unknown;
  const table = fs as unknown as { [name: string]: Call };
  for (const name of [
    "writeFileSync",
    "writeSync",
    "openSync",
    "renameSync",
    "linkSync",
    "copyFileSync",
    "mkdirSync",
    "rmSync",
    "rmdirSync",
    "chmodSync",
    "utimesSync",
  ]) {
    const original = table[name];
    if (original === undefined) throw new Error(name);
    table[name] = (...parameters) => {
      changes++;
      if (changes === fatal) process.kill(process.pid, "SIGKILL");
      return original(...parameters);
    };
  }
  syncBuiltinESMExports();
  return () => changes;
}
