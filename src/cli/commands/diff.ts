import { rmSync } from "node:fs";
import { checkOut } from "../changes/git-revision.ts";
import { type ContractReading, type ReadContract, readContract } from "../changes/read-contract.ts";
import { countChanges, findChanges, printChanges, worst } from "../changes/report-changes.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { roleOf } from "../target.ts";
import type { Terminal } from "../terminal.ts";

/** Worst first. */
const effects: readonly string[] = ["breaking", "compatible", "cosmetic"];

/** What `--json` prints. `version` grows when a field changes its meaning or goes. */
interface JsonChanges {
  readonly version: 1;
  readonly changes: ReturnType<typeof findChanges>;
}

export async function runDiff(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const readings: (ReadContract | undefined)[] = [];
  for (const word of input.words) readings.push(await read(word, input, terminal));
  const [before, after] = readings;
  if (before === undefined || after === undefined) return 2;

  const changes = findChanges(before, after);
  if (input.has("json")) {
    const report: JsonChanges = { version: 1, changes };
    terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  } else if (changes.length === 0) terminal.out("No difference that matters.\n");
  else terminal.out(`${countChanges(changes)}\n${printChanges(changes, terminal.paint)}`);

  const limit = effects.indexOf(input.value("fail-on") ?? "");
  return changes.some((change) => effects.indexOf(worst(change)) <= limit) ? 1 : 0;
}

/** A time in a revision has colons too: `HEAD@{2026-01-31 10:00}`. */
const ofRevision = /^git:((?:[^:{}]|\{[^{}]*\})+):(.+)$/s;

/** Reads a file, or `git:REV:path`; says what is wrong with it. */
async function read(word: string, input: CommandInput, terminal: Terminal): Promise<ReadContract | undefined> {
  const role = roleOf(input.value("as"));
  const [, revision, path] = ofRevision.exec(word) ?? [];
  const options = { allowRef: input.values("allow-ref"), role };
  const finish = (reading: ContractReading, cwd: string): ReadContract | undefined => {
    if (reading.kind === "read") return reading.read;
    printDiagnostics(reading.diagnostics, { ...terminal, cwd });
    return undefined;
  };
  if (revision === undefined && word.startsWith("git:")) {
    terminal.err(
      `${terminal.paint("red", "error")}: \`${word}\` has no revision or no path; write git:REV:path, as in git:main:asyncapi.yaml.\n`,
    );
    return undefined;
  }
  if (revision === undefined || path === undefined)
    return finish(await readContract(word, { ...options, cwd: terminal.cwd }), terminal.cwd);
  const checkout = await checkOut(revision, path, terminal.cwd);
  if (checkout.kind === "failed") {
    terminal.err(`${terminal.paint("red", "error")}: ${checkout.message}\n`);
    return undefined;
  }
  try {
    return finish(await readContract(path, { ...options, cwd: checkout.folder }), checkout.folder);
  } finally {
    rmSync(checkout.folder, { recursive: true });
  }
}
