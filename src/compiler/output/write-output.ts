import { existsSync, readFileSync, rmdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { diagnostic } from "../diagnostics/index.ts";
import { closeControlFolder, commit, heal, hideControlFolder, isSafeControlFolder, wasInterrupted } from "./commit.ts";
import { describeFailure } from "./failure.ts";
import { takeLock } from "./lock.ts";
import { controlFolder, manifestName } from "./names.ts";
import { type OutputReport, refusal, reportOn } from "./output-report.ts";
import type { OutputRequest } from "./output-request.ts";
import { isIdle, type Prepared, prepare } from "./prepare.ts";
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
    const early = existsSync(control) ? undefined : await prepare(request);
    if (early !== undefined && (early.failed || isIdle(early))) return reportOn(request, early);
    return await writeLocked(request, control, early);
  } catch (error) {
    const failure = describeFailure(error, out, (path) => relativePath(cwd, path));
    if (failure === undefined) throw error;
    return refusal(shown, [failure]);
  }
}

async function writeLocked(request: OutputRequest, control: string, early: Prepared | undefined): Promise<OutputReport> {
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
      const prepared = early !== undefined && isManifest(out, early.manifest.before) ? early : await prepare(request);
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

/** A run that wrote while we had no lock yet has left another one. */
function isManifest(out: string, bytes: Buffer | undefined): boolean {
  const file = join(out, manifestName);
  if (bytes === undefined || !existsSync(file)) return bytes === undefined && !existsSync(file);
  return bytes.equals(readFileSync(file));
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
