import { dirname } from "node:path";
import type { OutputReport } from "../../compiler/output/output-report.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { findUpToDate } from "../../compiler/output/up-to-date.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import type { Compile } from "../compilation.ts";
import { ConfigError, findConfig } from "../config.ts";
import { nextSteps } from "../next-steps.ts";
import type { Outcome } from "../outcome.ts";
import { printReport } from "../print-report.ts";
import { readProject } from "../project/project.ts";
import { resolveTargets, type Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { version } from "../version.ts";

export async function runGenerate(input: CommandInput, terminal: Terminal, compile: Compile): Promise<ExitCode> {
  const fail = (message: string): ExitCode => {
    terminal.err(`${terminal.paint("red", "error")}: ${message}\n`);
    return 2;
  };
  if (input.has("check") && input.has("dry-run")) return fail("--check and --dry-run exclude each other.");
  let targets: readonly Target[];
  try {
    targets = resolveTargets(input, await findConfig(terminal.cwd), terminal.cwd);
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message);
    throw error;
  }
  const outcomes: Outcome[] = [];
  for (const target of targets) {
    const outcome = await generateOne(target, { input, terminal, compile });
    outcomes.push(outcome);
    if (!input.has("json")) await printOutcome(outcome, input, terminal);
  }
  const exitCode = exitCodeOf(outcomes, input.has("check"));
  if (input.has("json")) {
    const { jsonReport } = await import("../json-report.ts");
    terminal.out(jsonReport(outcomes, exitCode, terminal.cwd));
  } else if (exitCode === 0 && !input.has("quiet") && !input.has("dry-run") && !input.has("check")) printNext(outcomes, terminal);
  return exitCode;
}

interface Run {
  readonly input: CommandInput;
  readonly terminal: Terminal;
  readonly compile: Compile;
}

async function generateOne(target: Target, { input, terminal, compile }: Run): Promise<Outcome> {
  const start = performance.now();
  const { cwd } = terminal;
  const { out, handlers, document, role, allowRef, strict } = target;
  const project = readProject(handlers);
  const { importExtension } = project;
  const source = relativePath(project.hasPackageJson ? project.folder : dirname(out), document);
  const settings = JSON.stringify([
    version,
    relativePath(out, document),
    relativePath(out, handlers),
    role ?? null,
    importExtension,
    source,
    allowRef,
    strict,
  ]);
  const mode = input.has("check") ? "check" : input.has("dry-run") ? "dry-run" : "write";
  const done = (outcome: Pick<Outcome, "report" | "diagnostics" | "needed" | "since">): Outcome => ({
    ...outcome,
    target,
    project,
    seconds: (performance.now() - start) / 1_000,
  });
  // A check believes nothing that an earlier run remembered.
  const upToDate = mode === "write" && !input.has("force") ? findUpToDate({ out, handlers, document }, settings) : undefined;
  if (upToDate === undefined) {
    const { produce } = await import("../produce.ts");
    return done(await produce({ target, mode, force: input.has("force"), importExtension, version, source, cwd, settings, compile }));
  }
  const { record, files } = upToDate;
  const unchanged = record.userFiles.map(({ name, exportName, members }) => ({
    kind: "unchanged" as const,
    file: relativePath(cwd, `${handlers}/${name}`),
    exportName,
    required: members,
  }));
  const report: OutputReport = {
    out: relativePath(cwd, out),
    accepted: true,
    created: [],
    changed: [],
    unchanged: files,
    removed: [],
    handlers: unchanged,
    differences: [],
    diagnostics: [],
  };
  return done({ report, diagnostics: record.diagnostics, needed: record.needed });
}

function exitCodeOf(outcomes: readonly Outcome[], check: boolean): ExitCode {
  if (outcomes.some(({ report }) => report?.accepted !== true)) return 2;
  return check && outcomes.some(({ report }) => report !== undefined && hasDrift(report)) ? 1 : 0;
}

/** Anything that a run would write, and what it would only ask for. */
function hasDrift({ differences, handlers, diagnostics }: OutputReport): boolean {
  const asks = handlers.some(({ kind }) => kind === "manual" || kind === "renamed");
  return differences.length > 0 || asks || diagnostics.some(({ code }) => code === "file-stale-edited" || code === "out-interrupted");
}

async function printOutcome(
  { target, project, report, diagnostics, since, seconds }: Outcome,
  input: CommandInput,
  terminal: Terminal,
): Promise<void> {
  if (diagnostics.length > 0) {
    const { printDiagnostics } = await import("../print-diagnostics.ts");
    printDiagnostics(diagnostics, terminal);
  }
  if (report === undefined) return;
  for (const { diff } of report.differences) terminal.out(colourDiff(diff, terminal));
  if (!report.accepted) return;
  for (const sentence of project.misfits) terminal.err(`${terminal.paint("yellow", "note")}: ${sentence}\n`);
  if (input.has("quiet")) return;
  if (input.has("check")) {
    const document = relativePath(terminal.cwd, target.document);
    terminal.out(
      hasDrift(report)
        ? `${report.out}/ does not match ${document}; run boost-gen to bring it up to date.\n`
        : `${report.out}/ matches ${document}.\n`,
    );
  } else {
    terminal.out(printReport(report, seconds, { dryRun: input.has("dry-run"), paint: terminal.paint }));
  }
  if (since !== undefined && since.changes.length > 0) {
    const { countChanges, printChanges } = await import("../changes/report-changes.ts");
    terminal.out(`\nSince ${since.since}: ${countChanges(since.changes)}\n${printChanges(since.changes, terminal.paint)}`);
  }
}

function colourDiff(diff: string, { paint }: Terminal): string {
  return diff.replace(/^[-+@].*$/gm, (line) => paint(line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "blue", line));
}

function printNext(outcomes: readonly Outcome[], terminal: Terminal): void {
  const needed = new Set(outcomes.flatMap((outcome) => outcome.needed));
  const created = outcomes
    .flatMap(({ report }) => report?.handlers ?? [])
    .flatMap(({ kind, file }) => (kind === "created" && !file.endsWith("/index.ts") ? [file] : []));
  const [first] = outcomes;
  const next = first === undefined ? undefined : nextSteps([...needed], created, first.project);
  if (next !== undefined) terminal.out(`${next}\n`);
}
