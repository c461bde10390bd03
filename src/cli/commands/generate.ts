import { relativePath } from "../../compiler/output/output-request.ts";
import type { OutputReport } from "../../compiler/output/output-report.ts";
import { writeOutput } from "../../compiler/output/write-output.ts";
import type { Command, CommandInput, ExitCode } from "../command.ts";
import type { Compilation, Compile } from "../compilation.ts";
import { type Config, ConfigError, findConfig } from "../config.ts";
import { jsonReport } from "../json-report.ts";
import { neededPackages, nextSteps } from "../next-steps.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { printReport } from "../print-report.ts";
import { type Project, readProject } from "../project/project.ts";
import { resolveTargets, type Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { version } from "../version.ts";

/** Milliseconds that a run waits for another one in the same folder. */
const patience = 10_000;

export const generate: Omit<Command, "run"> = {
  name: "",
  usage: "boost-gen [<document>] [options]",
  summary: "Compiles an AsyncAPI document into typed subscribers, validators, publishers and workflow starters.",
  words: { least: 0, most: 1 },
  flags: [
    { name: "out", value: "folder", help: "Where generated files go (default: generated)." },
    { name: "handlers", value: "folder", help: "Where your handlers are (default: handlers)." },
    { name: "as", value: "role", choices: ["application", "client"], help: "client: the document describes somebody else's service." },
    { name: "check", help: "Write nothing, print the differences, exit 1 if there are any." },
    { name: "dry-run", help: "Write nothing, say what would be written." },
    { name: "force", help: "Overwrite hand-edited generated files; change document or role." },
    { name: "strict", help: "Ask the official AsyncAPI parser as well." },
    { name: "allow-ref", value: "place", multiple: true, help: "Folder or origin that references may lead to." },
    { name: "json", help: "Print the report as JSON." },
    { name: "quiet", help: "Print complaints only." },
  ],
  examples: ["npx boost-gen asyncapi.yaml", "npx boost-gen specs/orders.yaml --out src/generated --check"],
};

/** What became of one document. */
export interface Outcome {
  readonly target: Target;
  readonly compilation: Compilation;
  /** Absent when the document was not understood. */
  readonly report?: OutputReport;
  readonly project: Project;
  readonly seconds: number;
}

export async function runGenerate(input: CommandInput, terminal: Terminal, compile: Compile): Promise<ExitCode> {
  let targets: readonly Target[];
  try {
    const config: Config | undefined = await findConfig(terminal.cwd);
    targets = resolveTargets(input, config, terminal.cwd);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    terminal.err(`${terminal.paint("red", "error")}: ${error.message}\n`);
    return 2;
  }
  if (input.has("check") && input.has("dry-run")) {
    terminal.err("--check and --dry-run exclude each other.\n");
    return 2;
  }
  const outcomes: Outcome[] = [];
  for (const target of targets) {
    const outcome = await generateOne(target, { input, terminal, compile });
    outcomes.push(outcome);
    if (!input.has("json")) printOutcome(outcome, input, terminal);
  }
  const exitCode = exitCodeOf(outcomes, input.has("check"));
  if (input.has("json")) terminal.out(jsonReport(outcomes, exitCode, terminal.cwd));
  else if (exitCode === 0 && !input.has("quiet") && !input.has("dry-run")) printNext(outcomes, terminal);
  return exitCode;
}

interface Run {
  readonly input: CommandInput;
  readonly terminal: Terminal;
  readonly compile: Compile;
}

async function generateOne(target: Target, { input, terminal, compile }: Run): Promise<Outcome> {
  const start = performance.now();
  const project = readProject(target.handlers);
  const { role, allowRef } = target;
  const compilation = await compile(target.document, { ...(role === undefined ? {} : { role }), allowRef, importExtension: project.importExtension, version, cwd: terminal.cwd });
  const { output, diagnostics } = compilation;
  const seconds = (): number => (performance.now() - start) / 1_000;
  if (output === undefined || diagnostics.some((diagnostic) => diagnostic.severity === "error")) return { target, compilation, project, seconds: seconds() };
  const report = await writeOutput({
    out: target.out,
    handlers: target.handlers,
    document: target.document,
    roots: target.roots,
    role: output.contract.role,
    generator: version,
    files: output.files,
    stubs: output.handlers,
    importExtension: project.importExtension,
    mode: input.has("check") ? "check" : input.has("dry-run") ? "dry-run" : "write",
    force: input.has("force"),
    cwd: terminal.cwd,
    patience,
  });
  return { target, compilation, report, project, seconds: seconds() };
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

function printOutcome({ target, compilation, report, project, seconds }: Outcome, input: CommandInput, terminal: Terminal): void {
  printDiagnostics([...compilation.diagnostics, ...(report?.diagnostics ?? [])], terminal);
  const document = relativePath(terminal.cwd, target.document);
  if (report === undefined) return;
  for (const { diff } of report.differences) terminal.out(colourDiff(diff, terminal));
  if (!report.accepted) return;
  for (const sentence of project.misfits) terminal.err(`${terminal.paint("yellow", "note")}: ${sentence}\n`);
  if (input.has("quiet")) return;
  if (input.has("check")) {
    const drift = hasDrift(report);
    terminal.out(drift ? `${report.out}/ does not match ${document}; run boost-gen to bring it up to date.\n` : `${report.out}/ matches ${document}.\n`);
  } else {
    terminal.out(printReport(report, seconds, { dryRun: input.has("dry-run"), paint: terminal.paint }));
  }
}

function colourDiff(diff: string, { paint }: Terminal): string {
  return diff.replace(/^[-+@].*$/gm, (line) => paint(line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "blue", line));
}

function printNext(outcomes: readonly Outcome[], terminal: Terminal): void {
  const needed = new Set(outcomes.flatMap(({ compilation }) => (compilation.output === undefined ? [] : neededPackages(compilation.output.contract))));
  const created = outcomes.flatMap(({ report }) => report?.handlers.filter(({ kind, file }) => kind === "created" && !file.endsWith("/index.ts")) ?? []).map(({ file }) => file);
  const [first] = outcomes;
  const next = first === undefined ? undefined : nextSteps([...needed], created, first.project);
  if (next !== undefined) terminal.out(`${next}\n`);
}
