import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const root: string = join(import.meta.dirname, "../..");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program from source, in a process of its own. */
export function boostGen(folder: string, words: readonly string[], env: { readonly [name: string]: string } = {}): Ran {
  const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=boost-gen-source", "--import", tsx, join(root, "src/cli/main.ts"), ...words],
    { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1", ...env } },
  );
  return { code: status, out: stdout, err: stderr };
}
