import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import { cacheName, controlFolder, manifestName } from "./bookkeeping.ts";
import { openCache } from "./cache.ts";
import { commit, heal, wasInterrupted } from "./commit.ts";
import { containmentProblem } from "./containment.ts";
import { describeFailure } from "./failure.ts";
import { awaitLock, type Lock, takeLock } from "./lock.ts";
import { type OutputReport, refusal, reportOn } from "./output-report.ts";
import type { OutputRequest } from "./output-request.ts";
import { isIdle, prepare } from "./prepare.ts";
import { relativePath } from "./relative-path.ts";
import { wholeFile } from "./whole-file.ts";

/** The only place that writes. All or nothing over both zones; throws only for a bug. */
export async function writeOutput(request: OutputRequest): Promise<OutputReport> {
  return orRefusal(request, async () => {
    if (request.mode !== "write") return compare(request);
    // Most runs find nothing to do, and they need no lock.
    const early = existsSync(controlFolder(request.out)) ? undefined : await prepare(request);
    if (early !== undefined && (early.failed || isIdle(early))) return reportOn(request, early);
    return underLock(request, async () => {
      const { out } = request;
      const prepared = early !== undefined && isManifest(out, early.manifest.before) ? early : await prepare(request);
      const { plan, manifest, handlers, failed } = prepared;
      if (!failed && !isIdle(prepared)) commit(controlFolder(out), out, { files: plan.files, manifest, userFiles: handlers.userFiles });
      return reportOn(request, prepared);
    });
  });
}

/** Which folders a run may write, and how it speaks of them. */
export type OutputFolders = Pick<OutputRequest, "out" | "handlers" | "roots" | "cwd" | "patience">;

/** Finishes or undoes what a killed run left, for a run that may not come to write. What there is to say about it. */
export async function healOutput(folders: OutputFolders): Promise<readonly Diagnostic[]> {
  if (!existsSync(controlFolder(folders.out))) return [];
  const { diagnostics } = await orRefusal(folders, () => underLock(folders, () => Promise.resolve(refusal("", []))));
  return diagnostics;
}

async function orRefusal(folders: OutputFolders, work: () => Promise<OutputReport>): Promise<OutputReport> {
  const { out, handlers, roots, cwd } = folders;
  const show = (path: string): string => relativePath(cwd, path);
  try {
    const outside = [containmentProblem(out, roots.out, show), containmentProblem(handlers, roots.handlers, show)];
    const problems = outside.filter((problem) => problem !== undefined);
    return problems.length > 0 ? refusal(show(out), problems) : await work();
  } catch (error) {
    const failure = describeFailure(error, out, show);
    if (failure === undefined) throw error;
    return refusal(show(out), [failure]);
  }
}

/** For `check` and `dry-run`: says what is to do, also in the middle of a change that was interrupted. */
async function compare(request: OutputRequest): Promise<OutputReport> {
  const { out, patience } = request;
  const control = controlFolder(out);
  const busy = await awaitLock(control, patience);
  if (busy !== undefined) return refuseBusy(request, busy);
  if (!wasInterrupted(control)) return reportOn(request, await prepare(request));
  const shown = relativePath(request.cwd, out);
  const report = reportOn(request, await prepare(request, { isInterrupted: true }));
  return { ...report, diagnostics: [diagnostic("out-interrupted", { out: shown }, wholeFile(shown)), ...report.diagnostics] };
}

async function underLock(folders: OutputFolders, work: () => Promise<OutputReport>): Promise<OutputReport> {
  const { out, handlers, cwd, patience } = folders;
  const shown = relativePath(cwd, out);
  const control = controlFolder(out);
  const missing = missingFolders(out);
  try {
    if (openCache(out) === undefined) {
      const path = relativePath(cwd, dirname(control));
      return refusal(shown, [diagnostic("path-symlink", { path }, wholeFile(path))]);
    }
    const lock = await takeLock(control, patience);
    if (lock.kind === "busy") return refuseBusy(folders, lock);
    try {
      const ending = heal(control, { out, handlers });
      const report = await work();
      if (ending === undefined) return report;
      return { ...report, diagnostics: [diagnostic("out-healed", { out: shown, ending }, wholeFile(shown)), ...report.diagnostics] };
    } finally {
      lock.release();
    }
  } finally {
    leave(out, missing);
  }
}

function refuseBusy({ out, cwd }: OutputFolders, { holder, file }: Extract<Lock, { readonly kind: "busy" }>): OutputReport {
  const shown = relativePath(cwd, out);
  return refusal(shown, [diagnostic("out-locked", { out: shown, holder, lock: relativePath(cwd, file) }, wholeFile(shown))]);
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

/** A run that wrote nothing leaves no empty folder behind. */
function leave(out: string, missing: readonly string[]): void {
  try {
    rmdirSync(controlFolder(out));
    if (missing.length === 0 || readdirSync(out).some((name) => name !== cacheName)) return;
    rmSync(join(out, cacheName), { recursive: true });
    for (const folder of missing) rmdirSync(folder);
  } catch {
    // Another run waits for the lock.
  }
}
