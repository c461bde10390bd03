import type { OutputReport } from "../../compiler/output/output-report.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { annotate } from "../annotations.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import type { Compiler } from "../compilation.ts";
import { ConfigError, findConfig } from "../config.ts";
import { nextSteps } from "../next-steps.ts";
import type { Outcome } from "../outcome.ts";
import { ownManifest } from "../own-manifest.ts";
import { printReport } from "../print-report.ts";
import { progress } from "../progress.ts";
import { buildToolSentences } from "../project/build-tools.ts";
import { type UnfitPackage, unfitPackages, unfitSentence } from "../project/unfit-packages.ts";
import { resolveTargets, type Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { updateTarget } from "../update-target.ts";

export async function runGenerate(input: CommandInput, terminal: Terminal, { compileFile, build }: Compiler): Promise<ExitCode> {
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
  const mode = input.has("check") ? "check" : input.has("dry-run") ? "dry-run" : "write";
  const options = { mode, force: input.has("force"), cwd: terminal.cwd, compileFile, build: build() } as const;
  if (input.has("watch")) {
    if (mode !== "write" || input.has("json")) return fail("--watch goes with neither --check, --dry-run nor --json.");
    const { watchTargets } = await import("../watch/watch-targets.ts");
    return watchTargets(targets, { ...options, quiet: input.has("quiet") }, terminal);
  }
  const outcomes: Outcome[] = [];
  for (const [index, target] of targets.entries()) {
    const { step, end } = progress(terminal, {
      number: index + 1,
      total: targets.length,
      document: relativePath(terminal.cwd, target.document),
      quiet: input.has("quiet"),
    });
    const outcome = await updateTarget(target, { ...options, onStep: step });
    end();
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

function exitCodeOf(outcomes: readonly Outcome[], check: boolean): ExitCode {
  if (outcomes.some(({ report }) => report?.accepted !== true)) return 2;
  return check && outcomes.some(({ report }) => report !== undefined && hasDrift(report)) ? 1 : 0;
}

/** What is wrong with a folder although no difference shows it. */
const drifts: ReadonlySet<string> = new Set(["file-stale-edited", "out-interrupted", "check-reformatted"]);

/** Anything that a run would write, and what it would only ask for. */
function hasDrift({ differences, handlers, diagnostics }: OutputReport): boolean {
  const asks = handlers.some(({ kind }) => kind === "manual" || kind === "renamed");
  return differences.length > 0 || asks || diagnostics.some(({ code }) => drifts.has(code));
}

async function printOutcome(
  { target, project, report, diagnostics, needed, since, seconds }: Outcome,
  input: CommandInput,
  terminal: Terminal,
): Promise<void> {
  const told = input.has("quiet") ? diagnostics.filter(({ severity }) => severity !== "info") : diagnostics;
  if (told.length > 0) {
    const { printDiagnostics } = await import("../print-diagnostics.ts");
    printDiagnostics(told, terminal);
  }
  if (report === undefined) return;
  for (const { diff } of report.differences) terminal.out(colourDiff(diff, terminal));
  if (input.has("check")) annotateDrift(report, relativePath(terminal.cwd, target.document), terminal);
  if (!report.accepted) return;
  const misfits = [...project.misfits, ...unfitIn({ project }).map(unfitSentence), ...buildToolSentences(project, needed)];
  for (const sentence of misfits) terminal.err(`${terminal.paint("yellow", "note")}: ${sentence}\n`);
  if (input.has("quiet")) return;
  if (input.has("check")) {
    const document = relativePath(terminal.cwd, target.document);
    terminal.out(
      hasDrift(report)
        ? `${report.out}/ does not match ${document}; the same command without --check brings it up to date.\n`
        : `${report.out}/ matches ${document}.\n`,
    );
  } else {
    terminal.out(printReport(report, seconds, { dryRun: input.has("dry-run"), paint: terminal.paint }));
  }
  if (since !== undefined && hasChanges({ since })) {
    const { countChanges, printChanges } = await import("../changes/report-changes.ts");
    terminal.out(`\nSince ${since.since}: ${countChanges(since.changes)}\n${printChanges(since.changes, terminal.paint)}`);
  }
}

function annotateDrift({ differences }: OutputReport, document: string, terminal: Terminal): void {
  const message = `It is not what boost-gen makes of ${document}. Run boost-gen and commit what it writes.`;
  annotate(
    differences.map(({ file }) => ({ level: "error", title: "drift", message, file })),
    terminal,
  );
}

function unfitIn({ project }: Pick<Outcome, "project">): readonly UnfitPackage[] {
  return unfitPackages(project, ownManifest.peerDependencies);
}

function hasChanges({ since }: Pick<Outcome, "since">): boolean {
  return since !== undefined && since.changes.length > 0;
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
  const next = first === undefined ? undefined : nextSteps({ needed: [...needed], created, unfit: unfitIn(first) }, first.project);
  const isLong = outcomes.some((outcome) => hasChanges(outcome) || outcome.report?.handlers.some(({ kind }) => kind === "manual"));
  if (next !== undefined) terminal.out(`${isLong ? "\n" : ""}${next}\n`);
}
