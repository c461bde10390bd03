import { existsSync, rmdirSync } from "node:fs";
import { dirname } from "node:path";
import { diagnostic } from "../diagnostics/index.ts";
import { closeControlFolder, commit, heal, hideControlFolder, isSafeControlFolder, wasInterrupted } from "./commit.ts";
import { describeFailure } from "./failure.ts";
import { takeLock } from "./lock.ts";
import { controlFolder } from "./names.ts";
import { type OutputReport, refusal, reportOn } from "./output-report.ts";
import type { OutputRequest } from "./output-request.ts";
import { isIdle, prepare } from "./prepare.ts";
import { relativePath } from "./relative-path.ts";
import { clearStaged } from "./user-file.ts";
import { wholeFile } from "./whole-file.ts";

/** The only place that writes. All or nothing over both zones; throws only for a bug. */
export async function writeOutput(request: OutputRequest): Promise<OutputReport> {
  const { out, mode, cwd } = request;
  const shown = relativePath(cwd, out);
  const control = controlFolder(out);
  try {
    if (mode !== "write") {
      const report = reportOn(request, await prepare(request));
      return wasInterrupted(control)
        ? { ...report, diagnostics: [diagnostic("out-interrupted", { out: shown }, wholeFile(shown)), ...report.diagnostics] }
        : report;
    }
    // Most runs find nothing to do, and they need no lock.
    if (!existsSync(control)) {
      const prepared = await prepare(request);
      if (prepared.failed || isIdle(prepared)) return reportOn(request, prepared);
    }
    return await writeLocked(request, control);
  } catch (error) {
    const failure = describeFailure(error, out, (path) => relativePath(cwd, path));
    if (failure === undefined) throw error;
    return refusal(shown, [failure]);
  }
}

async function writeLocked(request: OutputRequest, control: string): Promise<OutputReport> {
  const { out, cwd, patience } = request;
  const shown = relativePath(cwd, out);
  const missing = missingFolders(dirname(control));
  try {
    if (!isSafeControlFolder(control)) {
      const path = relativePath(cwd, control);
      return refusal(shown, [diagnostic("path-symlink", { path }, wholeFile(path))]);
    }
    const lock = await takeLock(control, patience);
    if (lock.kind === "busy")
      return refusal(shown, [
        diagnostic("out-locked", { out: shown, holder: lock.holder, lock: relativePath(cwd, lock.file) }, wholeFile(shown)),
      ]);
    try {
      hideControlFolder(control);
      heal(control, out);
      clearStaged(request.handlers);
      const prepared = await prepare(request);
      const { plan, manifest, handlers } = prepared;
      if (!prepared.failed && !isIdle(prepared))
        commit(control, out, { files: plan.files, manifest, exclusive: plan.exclusive, userFiles: handlers.userFiles });
      return reportOn(request, prepared);
    } finally {
      lock.release();
    }
  } finally {
    closeControlFolder(control);
    // A run that wrote nothing leaves no empty folder behind.
    for (const folder of missing) tryRemoveEmpty(folder);
  }
}

/** Innermost first. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

function tryRemoveEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds the output.
  }
}
