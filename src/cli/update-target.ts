import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import { controlFolder } from "../compiler/output/bookkeeping.ts";
import type { OutputReport } from "../compiler/output/output-report.ts";
import { relativePath } from "../compiler/output/relative-path.ts";
import { findUpToDate } from "../compiler/output/up-to-date.ts";
import type { CompileFile } from "./compilation.ts";
import type { Outcome } from "./outcome.ts";
import { readProject } from "./project/project.ts";
import type { Made } from "./regenerate-target.ts";
import type { Target } from "./target.ts";
import { version } from "./version.ts";

/** Milliseconds that a run waits for another one in the same folder. */
const patience = 10_000;

export interface RunOptions {
  readonly mode: "write" | "check" | "dry-run";
  readonly force: boolean;
  readonly cwd: string;
  readonly compileFile: CompileFile;
  /** Changes when the compiler does; a record of another build is not believed. */
  readonly build: string;
  /** Compile whatever the record says. */
  readonly fresh?: boolean;
  /** What an earlier run of this process made of the same document. */
  readonly last?: Made | undefined;
  /** Told before each step that may take long. */
  readonly onStep?: (what: string) => void;
}

/** Brings the output of one document up to date, or says what that would take. Loads the compiler only when something changed. */
export async function updateTarget(
  target: Target,
  { mode, force, cwd, compileFile, build, fresh = false, last, onStep }: RunOptions,
): Promise<Outcome> {
  const start = performance.now();
  const { out, handlers, document, role, receives, allowRef, strict } = target;
  const project = readProject(handlers);
  const { importExtension } = project;
  const workflowCode = project.installed.has("@temporalio/workflow");
  const source = relativePath(project.hasPackageJson ? project.folder : dirname(out), document);
  const settings = JSON.stringify([
    version,
    build,
    relativePath(out, document),
    relativePath(out, handlers),
    role ?? null,
    receives ?? null,
    importExtension,
    workflowCode,
    source,
    allowRef,
    strict,
  ]);
  const healed = mode === "write" ? await heal(target, cwd) : [];
  const done = (outcome: Pick<Outcome, "report" | "diagnostics" | "inputs" | "needed" | "since" | "made">): Outcome => ({
    ...outcome,
    diagnostics: [...healed, ...outcome.diagnostics],
    target,
    project,
    seconds: (performance.now() - start) / 1_000,
  });
  if (healed.some(({ severity }) => severity === "error")) return done({ diagnostics: [], inputs: [], needed: [] });
  // A check believes nothing that an earlier run remembered.
  const upToDate = mode === "write" && !force && !fresh ? findUpToDate({ out, handlers, document }, settings) : undefined;
  if (upToDate === undefined) {
    const { regenerateTarget } = await import("./regenerate-target.ts");
    const regeneration = await regenerateTarget({
      target,
      mode,
      force,
      importExtension,
      workflowCode,
      version,
      source,
      cwd,
      patience,
      settings,
      compileFile,
      last,
      onStep,
    });
    return done({ ...regeneration, inputs: regeneration.inputs.map(({ path }) => path) });
  }
  const { record, files, inputs } = upToDate;
  const report: OutputReport = {
    out: relativePath(cwd, out),
    accepted: true,
    created: [],
    changed: [],
    unchanged: files,
    removed: [],
    handlers: record.userFiles.map(({ name, exportName, members }) => ({
      kind: "unchanged",
      file: relativePath(cwd, `${handlers}/${name}`),
      exportName,
      required: members,
    })),
    differences: [],
    diagnostics: [],
  };
  return done({ report, diagnostics: record.diagnostics, inputs, needed: record.needed });
}

/** A killed run is finished or undone also where the document cannot be compiled now. */
async function heal({ out, handlers, roots }: Target, cwd: string): Promise<readonly Diagnostic[]> {
  if (!existsSync(controlFolder(out))) return [];
  const { healOutput } = await import("../compiler/output/write-output.ts");
  return healOutput({ out, handlers, roots, cwd, patience });
}
