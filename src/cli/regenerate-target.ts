import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Diagnostic } from "../compiler/diagnostics/index.ts";
import { manifestName } from "../compiler/output/bookkeeping.ts";
import { hashFile, type RunRecord, readRecord, writeRecord } from "../compiler/output/cache.ts";
import { contentHash } from "../compiler/output/hash.ts";
import type { OutputReport } from "../compiler/output/output-report.ts";
import { relativePath } from "../compiler/output/relative-path.ts";
import { writeOutput } from "../compiler/output/write-output.ts";
import { copyInputs } from "./changes/input-copies.ts";
import type { ReadContract } from "./changes/read-contract.ts";
import type { Since } from "./changes/since-last-run.ts";
import type { CompileFile, Input } from "./compilation.ts";
import { neededPackages } from "./needed-packages.ts";
import type { Target } from "./target.ts";

export interface RegenerateRequest {
  readonly target: Target;
  readonly mode: "write" | "check" | "dry-run";
  readonly force: boolean;
  readonly importExtension: ".js" | ".ts" | "";
  /** The project has the package that workflow code imports. */
  readonly workflowCode: boolean;
  /** The document as headers name it. */
  readonly source: string;
  readonly version: string;
  readonly cwd: string;
  /** Milliseconds to wait for another run in the same folder. */
  readonly patience: number;
  /** What the record of this run is compared with next time. */
  readonly settings: string;
  readonly compileFile: CompileFile;
  readonly last: Made | undefined;
  readonly onStep: ((what: string) => void) | undefined;
}

/** What a run of this process brought to the output folder. */
export interface Made {
  readonly read: ReadContract;
  /** Hash of the manifest that it left. */
  readonly manifest: string;
}

export interface Regeneration {
  /** Absent when the document was not understood. */
  readonly report?: OutputReport;
  /** Of the compiler and of the output. */
  readonly diagnostics: readonly Diagnostic[];
  readonly inputs: readonly Input[];
  readonly needed: readonly string[];
  /** Absent where there is nothing to compare with. */
  readonly since?: Since;
  readonly made?: Made;
}

/** The long way: compile, compare, write, remember. */
export async function regenerateTarget(request: RegenerateRequest): Promise<Regeneration> {
  const { target, compileFile, version, source, cwd, importExtension, workflowCode, onStep } = request;
  const { role, receives, allowRef, strict } = target;
  const { output, diagnostics, inputs } = await compileFile(target.document, {
    ...(role === undefined ? {} : { role }),
    ...(receives === undefined ? {} : { handlers: receives }),
    allowRef,
    strict,
    importExtension,
    workflowCode,
    version,
    source,
    cwd,
    onStep,
  });
  if (output === undefined || diagnostics.some((diagnostic) => diagnostic.severity === "error")) return { diagnostics, inputs, needed: [] };
  const record = readRecord(target.out);
  const manifest = hashFile(join(target.out, manifestName));
  onStep?.(`${request.mode === "write" ? "writing" : "comparing"} ${output.files.length} files`);
  const report = await writeOutput({
    out: target.out,
    handlers: target.handlers,
    document: target.document,
    roots: target.roots,
    role: output.contract.role,
    generator: version,
    files: output.files,
    stubs: output.handlers,
    importExtension,
    mode: request.mode,
    force: request.force,
    cwd,
    patience: request.patience,
  });
  const { contract, root } = output;
  const read = root === undefined || !report.accepted ? undefined : { contract, root };
  const since = manifest === undefined || read === undefined ? undefined : await findSince(request, { record, manifest }, read);
  const left = request.mode === "write" && report.accepted ? hashFile(join(target.out, manifestName)) : undefined;
  const regeneration = {
    report,
    diagnostics: [...diagnostics, ...report.diagnostics],
    inputs,
    needed: neededPackages(contract),
    ...(since === undefined ? {} : { since }),
    ...(read === undefined || left === undefined ? {} : { made: { read, manifest: left } }),
  };
  if (left !== undefined) remember(request, regeneration, left);
  return regeneration;
}

interface Before {
  readonly record: RunRecord | undefined;
  readonly manifest: string;
}

/** Modules of their own: a first run has nothing to compare with. What this process made itself need not be read again. */
async function findSince(
  { target, cwd, last }: RegenerateRequest,
  { record, manifest }: Before,
  after: ReadContract,
): Promise<Since | undefined> {
  if (last?.manifest === manifest) {
    const { findChanges } = await import("./changes/report-changes.ts");
    return { since: "the last run", changes: findChanges(last.read, after) };
  }
  const { changesSinceLastRun } = await import("./changes/since-last-run.ts");
  const { document, out, receives, allowRef } = target;
  return changesSinceLastRun({ document, out, cwd, role: after.contract.role, receives, allowRef, record, after });
}

function remember(
  { target, settings, cwd }: RegenerateRequest,
  { report, diagnostics, inputs, needed }: Regeneration,
  manifest: string,
): void {
  const { out, handlers } = target;
  const outcomes = report?.handlers ?? [];
  const hashes = inputs.map(({ path, hash }): readonly [string, string | undefined] => [relativePath(out, path), hash]);
  if (hashes.some(([, hash]) => hash === undefined)) return;
  const name = (file: string): string => relative(handlers, join(cwd, file));
  const userFiles = outcomes
    .flatMap((outcome) => (outcome.kind === "orphaned" || outcome.kind === "manual" || outcome.kind === "renamed" ? [] : [outcome]))
    .map(({ file, exportName, required }) => ({
      name: name(file),
      exportName,
      members: required,
      complete: contentHash(readFileSync(join(cwd, file))),
    }));
  const orphans = outcomes.flatMap((outcome) => (outcome.kind === "orphaned" ? [name(outcome.file)] : []));
  // A copy beside the output would repeat what the document should not have held.
  if (!diagnostics.some(({ code }) => code === "server-credentials"))
    copyInputs(
      out,
      inputs.map(({ path }) => path),
    );
  writeRecord(out, {
    settings,
    inputs: Object.fromEntries(hashes.map(([path, hash = ""]) => [path, hash])),
    manifest,
    userFiles,
    orphans,
    // That a killed run was healed is said once.
    diagnostics: diagnostics.filter(({ code }) => code !== "out-healed"),
    needed,
    settled: outcomes.every(({ kind }) => kind !== "manual" && kind !== "renamed"),
  });
}
