import { resolve } from "node:path";
import { type Annotation, annotate } from "../annotations.ts";
import { type ContractReading, type ReadContract, readContract } from "../changes/read-contract.ts";
import { readRevision } from "../changes/read-revision.ts";
import { countChanges, findChanges, type LocatedChange, label, printChanges, sentence, worst } from "../changes/report-changes.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import { ConfigError, findConfig } from "../config.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { entryOf, type ReadingOptions, readingOptions } from "../reading-options.ts";
import type { Terminal } from "../terminal.ts";
import { guarded } from "../tools/guarded.ts";

/** Worst first. */
const effects: readonly string[] = ["breaking", "compatible", "cosmetic"];

/** What `--json` prints. `version` grows when a field changes its meaning or goes. */
interface JsonChanges {
  readonly version: 1;
  readonly changes: ReturnType<typeof findChanges>;
}

export function runDiff(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  return guarded(terminal, async () => compare(input, await sidesOf(input, terminal.cwd), terminal));
}

/** A time in a revision has colons too: `HEAD@{2026-01-31 10:00}`. */
const ofRevision = /^git:((?:[^:{}]|\{[^{}]*\})+):(.+)$/s;

/** One of the two, as a file or as git has it. */
interface Side {
  readonly path: string;
  readonly revision: string | undefined;
  readonly options: ReadingOptions;
}

/** Both are read alike: what the configuration says of one of them holds for the other as well, the new one's word first. */
async function sidesOf(input: CommandInput, cwd: string): Promise<readonly Side[]> {
  const config = await findConfig(cwd);
  const parts = input.words.map((word) => {
    const [, revision, path = word] = ofRevision.exec(word) ?? [];
    if (revision === undefined && word.startsWith("git:"))
      throw new ConfigError(`\`${word}\` has no revision or no path; write git:REV:path, as in git:main:asyncapi.yaml.`);
    return { path, revision };
  });
  const [old, now] = parts.map(({ path }) =>
    readingOptions(input, entryOf(config, resolve(cwd, path)), { cwd, config: config?.folder ?? cwd }),
  );
  const options = { ...old, ...now, allowRef: [...(old?.allowRef ?? []), ...(now?.allowRef ?? [])] };
  return parts.map((part) => ({ ...part, options }));
}

async function compare(input: CommandInput, sides: readonly Side[], terminal: Terminal): Promise<ExitCode> {
  const readings: (ReadContract | undefined)[] = [];
  for (const side of sides) readings.push(await read(side, terminal));
  const [before, after] = readings;
  if (before === undefined || after === undefined) return 2;

  const changes = findChanges(before, after);
  if (input.has("json")) {
    const report: JsonChanges = { version: 1, changes };
    terminal.out(`${JSON.stringify(report, null, 2)}\n`);
  } else if (changes.length === 0) terminal.out("No difference that matters.\n");
  else terminal.out(`${countChanges(changes)}\n${printChanges(changes, terminal.paint)}`);

  const limit = effects.indexOf(input.value("fail-on") ?? "");
  annotate(
    changes.filter((change) => effects.indexOf(worst(change)) <= Math.max(limit, 0)).map((change) => annotationOfChange(change, limit)),
    terminal,
  );
  return changes.some((change) => effects.indexOf(worst(change)) <= limit) ? 1 : 0;
}

/** What fails is an error; what breaks somebody is a warning where it does not. */
function annotationOfChange(change: LocatedChange, limit: number): Annotation {
  const { file, line, column } = change.after ?? change.before ?? { file: "", line: 0, column: 0 };
  return {
    level: effects.indexOf(worst(change)) <= limit ? "error" : "warning",
    title: change.code,
    message: `${change.subject}\n${label(change)}: ${sentence(change)}`,
    file,
    // A line of the old document is another one in the new.
    ...(change.after === undefined ? {} : { line, column }),
  };
}

/** Says what is wrong with it. */
async function read({ path, revision, options }: Side, terminal: Terminal): Promise<ReadContract | undefined> {
  const { cwd } = terminal;
  const finish = (reading: ContractReading, folder: string): ReadContract | undefined => {
    if (reading.kind === "read") return reading.read;
    printDiagnostics(reading.diagnostics, { ...terminal, cwd: folder });
    return undefined;
  };
  if (revision === undefined) return finish(await readContract(path, { ...options, cwd }), cwd);
  return await readRevision(
    { revision, path, cwd, options },
    {
      read: finish,
      failed: (message) => {
        terminal.err(`${terminal.paint("red", "error")}: ${message}\n`);
        return undefined;
      },
    },
  );
}
