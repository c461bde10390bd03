import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, parse } from "node:path";
import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import { isInside } from "./is-inside.ts";
import { wholeFile } from "./whole-file.ts";

/**
 * A folder named inside `root` must be inside it once links are followed; where it is named outside, it must have been allowed, which is
 * the caller's word (`root` undefined). No run writes into the root of a file system or a home folder.
 */
export function containmentProblem(folder: string, root: string | undefined, show: (path: string) => string): Diagnostic | undefined {
  const real = realPath(folder);
  const shown = show(folder);
  if (real === parse(real).root || real === realPath(homedir())) return diagnostic("out-unsuitable", { out: shown }, wholeFile(shown));
  if (root === undefined || isInside(real, realPath(root))) return undefined;
  return diagnostic("out-outside", { path: shown, root: show(root) }, wholeFile(shown));
}

/** Of the deepest part that exists; the rest is taken as written. */
function realPath(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(realPath(dirname(path)), basename(path));
}
