import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const root: string = join(import.meta.dirname, "../..");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What Node is given to run the program from source. */
export function fromSource(words: readonly string[]): readonly string[] {
  const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href;
  return ["--conditions=boost-gen-source", "--import", tsx, join(root, "src/cli/main.ts"), ...words];
}

/** The program from source, in a process of its own. */
export function boostGen(folder: string, words: readonly string[], env: { readonly [name: string]: string } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, fromSource(words), {
    cwd: folder,
    encoding: "utf8",
    // Where the tests themselves run as an action, no annotations.
    env: { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: "", ...env },
  });
  return { code: status, out: stdout, err: stderr };
}
