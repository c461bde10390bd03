import { setTimeout as delay } from "node:timers/promises";
import { Memory } from "../../compiler/emit/memory.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { countChanges } from "../changes/report-changes.ts";
import type { ExitCode } from "../command.ts";
import { generateOne, type RunOptions } from "../generate-one.ts";
import type { Outcome } from "../outcome.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { handlerLine, printPastes } from "../print-report.ts";
import type { Made } from "../produce.ts";
import { isOrigin, type Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { watchFiles } from "./watch-files.ts";

export interface WatchOptions extends RunOptions {
  /** Print complaints only. */
  readonly quiet: boolean;
}

/** Milliseconds of work with which the compiler is warmed up, and between two rounds, in which a save is noticed. */
const warming = 5_000;
const pause = 20;

/** Runs at once and then whenever a document, or a file that it refers to, was saved; until the user stops it. One line per run. */
export async function watchTargets(targets: readonly Target[], { quiet, ...options }: WatchOptions, terminal: Terminal): Promise<ExitCode> {
  const inputs = new Map<Target, readonly string[]>(targets.map((target) => [target, [target.document]]));
  const dirty = new Set(targets);
  const wake = signal();
  const files = watchFiles((changed) => {
    for (const [target, list] of inputs) if (list.some((input) => changed.includes(input))) dirty.add(target);
    wake.fire();
  });
  const made = new Map<Target, Made | undefined>();
  const memories = new Map(targets.map((target) => [target, new Memory()]));
  const runOnce = (target: Target, run: Partial<RunOptions>): Promise<Outcome> =>
    generateOne(target, { ...options, last: made.get(target), memory: memories.get(target), ...run });
  const warmUp = warmerOf(targets, runOnce);
  let stopped = false;
  const stop = terminal.untilStopped().then(() => {
    stopped = true;
    wake.fire();
  });
  files.set([...inputs.values()].flat());
  if (!quiet)
    terminal.err(
      terminal.paint("grey", `Watching ${targets.map((target) => relativePath(terminal.cwd, target.document)).join(", ")}; Ctrl-C ends.\n`),
    );
  try {
    while (!stopped) {
      for (const target of [...dirty]) {
        dirty.delete(target);
        // The first time also where nothing changed: the compiler is then loaded and warm when the user saves.
        const outcome = await runOnce(target, { fresh: !made.has(target) });
        made.set(target, outcome.made ?? made.get(target));
        printDiagnostics(outcome.diagnostics, terminal);
        if (!quiet || outcome.report?.accepted !== true) printLine(outcome, terminal);
        if (outcome.report !== undefined) terminal.out(printPastes(outcome.report));
        // A document that cannot be read names no other files: those of the last good one are still what it will consist of.
        const last = inputs.get(target) ?? [];
        inputs.set(target, [...new Set([target.document, ...outcome.inputs, ...(outcome.report === undefined ? last : [])])]);
        files.set([...inputs.values()].flat());
      }
      await warmUp(() => dirty.size > 0 || stopped);
      if (dirty.size === 0) await wake.next();
    }
  } finally {
    files.close();
  }
  await stop;
  return 0;
}

/** V8 makes code fast that has run often, so the documents are compiled a few times more while nobody waits. */
function warmerOf(
  targets: readonly Target[],
  runOnce: (target: Target, run: Partial<RunOptions>) => Promise<Outcome>,
): (isOver: () => boolean) => Promise<void> {
  // Neither the network nor AsyncAPI's own parser is asked for practice.
  const local = targets.filter(({ allowRef, strict }) => !strict && !allowRef.some(isOrigin));
  let left = local.length === 0 ? 0 : warming;
  return async (isOver) => {
    while (left > 0) {
      for (const target of local) {
        await delay(pause);
        if (isOver()) return;
        const start = performance.now();
        await runOnce(target, { mode: "dry-run", fresh: true });
        left -= performance.now() - start;
      }
    }
  };
}

interface Wake {
  readonly fire: () => void;
  readonly next: () => Promise<void>;
}

/** A call of `fire` between two calls of `next` is not lost. */
function signal(): Wake {
  let fired = false;
  let resolve: (() => void) | undefined;
  return {
    fire: () => {
      fired = true;
      resolve?.();
    },
    next: async () => {
      if (!fired) {
        await new Promise<void>((done) => {
          resolve = done;
        });
      }
      fired = false;
      resolve = undefined;
    },
  };
}

function printLine({ target, report, since, seconds }: Outcome, terminal: Terminal): void {
  const { paint, cwd } = terminal;
  const document = relativePath(cwd, target.document);
  const clock = new Date().toTimeString().slice(0, 8);
  const refused = report?.accepted !== true;
  const written = report === undefined ? 0 : report.created.length + report.changed.length;
  const parts = refused
    ? [paint("red", "nothing written, see above")]
    : [
        written === 0 ? "unchanged" : `${written} of ${written + report.unchanged.length} files written`,
        ...(report.removed.length === 0 ? [] : [`${report.removed.length} removed`]),
        ...report.handlers.flatMap((outcome) => {
          const line = handlerLine(outcome, false);
          return line === undefined ? [] : [`${outcome.file} ${line}`];
        }),
        ...(since === undefined || since.changes.length === 0 ? [] : [countChanges(since.changes)]),
      ];
  terminal.out(`${paint("grey", clock)} ${document}: ${parts.join(", ")} ${paint("grey", `(${Math.round(seconds * 1_000)} ms)`)}\n`);
}
