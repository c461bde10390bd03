import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import { ChangedMeanwhile } from "./user-file.ts";
import { wholeFile } from "./whole-file.ts";

const denied = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "operation not permitted"],
  ["EROFS", "read-only file system"],
]);

/** The sentence for an error of the file system, `undefined` for any other error. Where an error names no path it was about `out`. */
export function describeFailure(error: unknown, out: string, show: (path: string) => string): Diagnostic | undefined {
  if (error instanceof ChangedMeanwhile) {
    const path = show(error.path);
    return diagnostic("write-failed", { path, reason: "it changed while boost-gen ran" }, wholeFile(path));
  }
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string" || !("syscall" in error)) return undefined;
  const named =
    "dest" in error && typeof error.dest === "string" ? error.dest : "path" in error && typeof error.path === "string" ? error.path : out;
  const path = show(named);
  const place = wholeFile(path);
  const reason = denied.get(error.code);
  if (reason !== undefined) return diagnostic("write-denied", { path, reason }, place);
  if (error.code === "ENOSPC" || error.code === "EDQUOT") return diagnostic("write-no-space", { path }, place);
  if (error.code === "ENOTDIR" || error.code === "EEXIST") {
    const blocker = show(nearest(named));
    return diagnostic("path-not-a-folder", { path: blocker }, wholeFile(blocker));
  }
  return diagnostic("write-failed", { path, reason: error.code }, place);
}

/** A file in the place of a folder is met by the path of something below it. */
function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
